import type { Appearance } from '../app/createSigningApp.ts'
import { commonText } from './text/en/commonText.ts'

/** Applies language and theme to the document. A theme other than `light` and `dark` follows the device. */
export function applyAppearance(root: HTMLElement, { theme }: Appearance): void {
  root.lang = commonText.language
  root.dir = commonText.direction
  root.dataset.theme = theme ?? 'auto'
}
