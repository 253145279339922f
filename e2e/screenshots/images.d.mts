export type Comparison = {
  readonly isSame: boolean
  /** Share of pixels that differ. */
  readonly share: number
  /** The differences in red, as PNG. Absent if the sizes differ. */
  readonly difference?: Uint8Array
}

/** Reduces the colors of a PNG, so that it is small enough for a repository. */
export function shrinkImage(png: Uint8Array): Uint8Array

/** Compares two PNGs. Pictures of another size are never the same. */
export function compareImages(expected: Uint8Array, actual: Uint8Array): Comparison
