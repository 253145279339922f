import type { Appearance } from '../app/appearance.ts'
import { commonText } from './text/en/commonText.ts'

/** The theme the host wishes for; anything but `light` and `dark` leaves it to the device. */
export function applyAppearance(root: HTMLElement, { theme }: Appearance): void {
  root.lang = commonText.language
  root.dir = commonText.direction
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  else delete root.dataset.theme
}
