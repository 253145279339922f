import { type Color, contrast, mix, parseColor, printColor } from './color.ts'

/** Custom properties by their name, as hexadecimal colors. */
export type AccentColors = Readonly<Record<'accent' | 'accent-strong' | 'accent-wash' | 'on-accent', string>>

/** Backgrounds of the widget, as in `widget.css`: of the page, and of panels on it. */
export const backgrounds: Readonly<Record<'light' | 'dark', readonly [paper: Color, panel: Color]>> = {
  light: [
    [255, 255, 255],
    [245, 246, 248],
  ],
  dark: [
    [27, 27, 31],
    [37, 38, 43],
  ],
}

/** [WCAG 2.2](https://www.w3.org/TR/WCAG22/) AA for text, and for the outlines of controls and for icons. */
const minTextContrast = 4.5
const minControlContrast = 3

const black: Color = [0, 0, 0]
const white: Color = [255, 255, 255]

/**
 * Derives the colors that depend on the accent. Makes the accent darker on light backgrounds, and lighter on dark ones,
 * until its contrast is enough, and as little as possible.
 * @param accent a color such as `#4338ca`
 * @returns `undefined` for anything else
 */
export function deriveAccent(accent: string, scheme: keyof typeof backgrounds): AccentColors | undefined {
  const wished = parseColor(accent)
  if (!wished) return undefined
  const [paper] = backgrounds[scheme]
  const away = scheme === 'light' ? black : white
  const stands = (color: Color) => backgrounds[scheme].every((behind) => contrast(color, behind) >= minControlContrast)
  const found = shift(wished, away, stands)
  const text = contrast(found, white) >= minTextContrast ? white : black
  // Away from the text on it, so that it stays legible.
  const hover = mix(found, text === white ? black : white, 0.2)
  const wash = shift(mix(found, paper, 0.88), paper, (color) => contrast(found, color) >= minControlContrast)
  return {
    accent: printColor(found),
    'accent-strong': printColor(hover),
    'accent-wash': printColor(wash),
    'on-accent': printColor(text),
  }
}

/** Mixes a color with another one, in steps of a hundredth, until it fits. */
function shift(color: Color, towards: Color, fits: (color: Color) => boolean): Color {
  for (let step = 0; step < 100; step += 1) {
    const mixed = mix(color, towards, step / 100)
    if (fits(mixed)) return mixed
  }
  return towards
}
