const units = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** A length of time in the largest unit that fits it twice or exactly, rounded: `7 days`, `90 minutes`, `1 hour`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000)) * 1_000
  for (const [unit, unitMs] of units) {
    const count = Math.round(seconds / unitMs)
    const isExact = Math.abs(seconds - count * unitMs) * 20 <= unitMs
    if (count >= 2 || (count === 1 && isExact)) return `${count} ${unit}${count === 1 ? '' : 's'}`
  }
  return 'less than a second'
}
