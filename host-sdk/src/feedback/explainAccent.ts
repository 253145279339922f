/** Luminances at which a color has a contrast of 3:1 to the widget's panels, #f5f6f8 and #25262b. */
const limits = { mostInLight: 0.2737, leastInDark: 0.1586 }

/** Explains how the widget adjusts an accent for contrast. Returns `undefined` if it does not. */
export function explainAccent(accent: string | null | undefined): string | undefined {
  if (!accent) return undefined
  const luminance = luminanceOf(Number.parseInt(accent.slice(1), 16))
  if (luminance > limits.mostInLight) return `the accent ${accent} is darkened in the light theme, for contrast.`
  if (luminance < limits.leastInDark) return `the accent ${accent} is lightened in the dark theme, for contrast.`
  return undefined
}

/** [Relative luminance](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) of a color of sRGB, from 0 to 1. */
function luminanceOf(color: number): number {
  const [red = 0, green = 0, blue = 0] = [16, 8, 0].map((shift) => {
    const share = ((color >> shift) & 255) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
