import { deriveAccent } from '../domain/appearance/deriveAccent.ts'

/**
 * Sets the custom properties of the accent. They hold colors that were computed from it, never the page's text.
 * @param accent a color such as `#4338ca`; anything else changes nothing
 */
export function applyAccent(root: HTMLElement, accent: string): void {
  const light = deriveAccent(accent, 'light')
  const dark = deriveAccent(accent, 'dark')
  if (!light || !dark) return
  // Browsers without it show everything in light.
  const hasDark = CSS.supports('color', 'light-dark(#000, #fff)')
  for (const name of ['accent', 'accent-strong', 'accent-wash', 'on-accent'] as const) {
    root.style.setProperty(`--${name}`, hasDark ? `light-dark(${light[name]}, ${dark[name]})` : light[name])
  }
}
