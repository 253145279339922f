const units = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** The largest fraction of a duration that rounding may hide. */
const tolerance = 1 / 25

/** Formats a duration in the largest unit that stays accurate: `7 days`, `30 hours`, `90 minutes`. */
export function formatDuration(durationMs: number): string {
  for (const [unit, unitMs] of units) {
    const count = Math.round(durationMs / unitMs)
    const isClose = Math.abs(durationMs - count * unitMs) <= durationMs * tolerance || unit === 'second'
    if (count >= 1 && isClose) return `${count} ${unit}${count === 1 ? '' : 's'}`
  }
  return 'less than a second'
}
