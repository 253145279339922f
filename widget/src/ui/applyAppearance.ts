import type { Appearance } from '../app/appearance.ts'
import { commonText } from './text/en/commonText.ts'

/** Applies language and theme to the document. A theme other than `light` and `dark` follows the device. */
export function applyAppearance(root: HTMLElement, { theme }: Appearance): void {
  root.lang = commonText.language
  root.dir = commonText.direction
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  else delete root.dataset.theme
}
