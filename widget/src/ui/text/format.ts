/** British English: `27 Nov 2026, 09:19` reads the same everywhere, which `11/27/26` does not. */
const locale = 'en-GB'

const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const relativeTimes = new Intl.RelativeTimeFormat(locale)
const lists = new Intl.ListFormat(locale)

/** Formats a time in the device's time zone: `27 Nov 2026, 09:19`. */
export function formatDate(timeMs: number): string {
  return dates.format(timeMs)
}

/** Formats a list of words: `read, change and delete`. */
export function formatList(words: readonly string[]): string {
  return lists.format(words)
}

const units = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** Largest fraction of a duration that rounding may hide. */
const tolerance = 1 / 25

/**
 * Formats the time that remains, in the largest unit that stays accurate: `in 7 days`, `in 30 hours`, `in 90 minutes`.
 */
export function formatRemaining(durationMs: number): string {
  for (const [unit, unitMs] of units) {
    const count = Math.round(durationMs / unitMs)
    const isAccurate = Math.abs(durationMs - count * unitMs) <= durationMs * tolerance
    if (count >= 1 && isAccurate) return relativeTimes.format(count, unit)
  }
  return relativeTimes.format(Math.max(1, Math.round(durationMs / 1_000)), 'second')
}
