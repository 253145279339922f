/** Red, green and blue of sRGB, from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number]

/** Reads `#4338ca`. @returns `undefined` for any other notation */
export function parseColor(text: string): Color | undefined {
  const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text) ?? []
  return red && green && blue
    ? [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
    : undefined
}

/** Prints `#4338ca`. */
export function printColor(color: Color): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** Mixes two colors. Mixing with black or white keeps the hue. @param share of the second color, from 0 to 1 */
export function mix(one: Color, other: Color, share: number): Color {
  const channel = (index: 0 | 1 | 2) => Math.round(one[index] * (1 - share) + other[index] * share)
  return [channel(0), channel(1), channel(2)]
}

/** [Contrast ratio](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio) of two colors, from 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** [Relative luminance](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), from 0 to 1. */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
