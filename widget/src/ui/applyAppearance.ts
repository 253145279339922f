import type { Appearance } from '../app/createSigningApp.ts'
import { commonText } from './text/en/commonText.ts'

/**
 * Applies language, theme and style to the document. A theme other than `light` and `dark` follows the device. Style
 * sheets know the names of styles, and ignore others: no text of the page gets into CSS.
 */
export function applyAppearance(root: HTMLElement, { theme, radius, density, font, accent }: Appearance): void {
  root.lang = commonText.language
  root.dir = commonText.direction
  for (const [name, word = 'auto'] of Object.entries({ theme, radius, density, font })) root.dataset[name] = word
  if (accent)
    import('./applyAccent.ts').then(
      (chunk) => chunk.applyAccent(root, accent),
      () => {},
    )
}
