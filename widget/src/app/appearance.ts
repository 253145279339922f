/** The appearance that the host prefers. The widget ensures contrast and legibility itself. */
export type Appearance = {
  /** Absent or `auto`: the device's preference. */
  readonly theme?: string | undefined
  /** BCP 47. English is spoken whatever it says; dates follow the catalogue. */
  readonly locale?: string | undefined
}
