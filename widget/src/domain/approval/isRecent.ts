export type AgeContext = {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Milliseconds. */
  readonly maxAgeMs: number
}

/** Whether an approval still counts. One from the future does not, because the device's clock has been set back. */
export function isRecent(approvedAt: number, { now, maxAgeMs }: AgeContext): boolean {
  return approvedAt <= now && now - approvedAt < maxAgeMs
}
