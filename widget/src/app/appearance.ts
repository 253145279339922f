/** How the host wants the widget to look. It is a wish: contrast and legibility are ours. */
export type Appearance = {
  /** Absent or `auto`: as the device says. */
  readonly theme?: string | undefined
  /** BCP 47. English is spoken whatever it says; dates follow the catalogue. */
  readonly locale?: string | undefined
}
