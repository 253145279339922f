import { formatText } from './en/formatText.ts'

/** Formats a time in the device's time zone, with the month by name: `27 Nov 2026, 09:19`. */
export function formatDate(timeMs: number): string {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
  const time = { hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat(formatText.locale, { ...day, ...time }).format(timeMs)
}

/** A text for each plural category (`Intl.PluralRules`) of its language. `other` stands in for those that are absent. */
export type Plural = { readonly [Category in Intl.LDMLPluralRule]?: string } & { readonly other: string }

/** Formats a number of things: `and 3 more`. Its digits are those of addresses and codes in every language. */
export function formatCount(texts: Plural, count: number): string {
  const category = new Intl.PluralRules(formatText.locale).select(count)
  return (texts[category] ?? texts.other).replace('{count}', `${count}`)
}

/** Formats a list of words: `read, change and delete`. */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat(formatText.locale).format(words)
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
  const relativeTimes = new Intl.RelativeTimeFormat(formatText.locale)
  for (const [unit, unitMs] of units) {
    const count = Math.round(durationMs / unitMs)
    const isAccurate = Math.abs(durationMs - count * unitMs) <= durationMs * tolerance
    if (count >= 1 && isAccurate) return relativeTimes.format(count, unit)
  }
  return relativeTimes.format(Math.max(1, Math.round(durationMs / 1_000)), 'second')
}
