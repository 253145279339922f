// Types only: an import at runtime would split the main bundle.
import type { Density, Font, Radius } from '@openkey/protocol'

const words = {
  radius: { none: 1, small: 1, medium: 1, large: 1 } satisfies Record<Radius, 1>,
  density: { comfortable: 1, compact: 1 } satisfies Record<Density, 1>,
  font: { system: 1, rounded: 1, serif: 1 } satisfies Record<Font, 1>,
}

/** Luminances at which a color has a contrast of 3:1 to the widget's panels, #f5f6f8 and #25262b. */
const limits = { mostInLight: 0.2737, leastInDark: 0.1586 }

/** Explains which styles the widget ignores, because they do not exist, and whether it adjusts the accent for contrast. */
export function explainStyles(options: object): readonly string[] {
  const { appearance } = { appearance: undefined, ...options }
  const given: Readonly<Record<string, unknown>> = { ...Object(appearance) }
  const unknown = Object.entries(words).flatMap(([name, known]) => {
    const value = given[name] ?? undefined
    if (value === undefined || Object.hasOwn(known, String(value))) return []
    return `appearance.${name} is one of ${Object.keys(known).join(', ')}. “${value}” is ignored.`
  })
  return [...unknown, ...explainAccent(given.accent ?? undefined)]
}

function explainAccent(accent: unknown): readonly string[] {
  if (accent === undefined) return []
  const digits = /^#([\da-f]{6})$/i.exec(String(accent))?.[1]
  if (digits === undefined) return [`appearance.accent is a color such as #4338ca. “${accent}” is ignored.`]
  const luminance = luminanceOf(Number.parseInt(digits, 16))
  if (luminance > limits.mostInLight) return [`the accent ${accent} is darkened in the light theme, for contrast.`]
  if (luminance < limits.leastInDark) return [`the accent ${accent} is lightened in the dark theme, for contrast.`]
  return []
}

/** [Relative luminance](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) of a color of sRGB, from 0 to 1. */
function luminanceOf(color: number): number {
  const [red = 0, green = 0, blue = 0] = [16, 8, 0].map((shift) => {
    const share = ((color >> shift) & 255) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
