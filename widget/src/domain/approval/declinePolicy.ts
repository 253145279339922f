import { isPositive, isRecord } from '../config/fieldChecks.ts'

/** Maximum number of declines stored for one origin, and maximum limit of a policy. */
export const maxDeclines = 32

/** How often a user may decline before an origin has to wait. */
export type DeclinePolicy = {
  /**
   * So many refusals by the user within {@link DeclinePolicy.withinMs} make the origin wait. At most {@link
   * maxDeclines}. @default 2
   */
  readonly limit?: number | undefined
  /** In milliseconds. @default 60_000 */
  readonly withinMs?: number | undefined
}

/** @returns the path of the first invalid entry; `undefined` if all are valid, or there is no policy */
export function invalidDeclinesField(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (!isRecord(value)) return 'declines'
  const { limit = 1, withinMs = 1, ...unknownKeys } = value
  if (!isPositive(limit) || Number(limit) > maxDeclines) return 'declines.limit'
  if (!isPositive(withinMs)) return 'declines.withinMs'
  for (const name of Object.keys(unknownKeys)) return `declines.${name}`
  return undefined
}

/**
 * Returns how long an origin must wait after too many recent events, such as declines (S19).
 * @param times of the events, in milliseconds since the epoch, oldest first
 * @returns milliseconds; `undefined` if it need not wait
 */
export function retryAfterMs(
  times: readonly number[],
  now: number,
  { limit = 2, withinMs = 60_000 }: DeclinePolicy = {},
): number | undefined {
  // A clock that was set back must not lock an origin out for longer than the policy says.
  const recent = times.filter((at) => at > now - withinMs && at <= now)
  const oldest = recent.at(-limit)
  return oldest === undefined ? undefined : oldest + withinMs - now
}
