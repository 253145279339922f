import type { DeclinePolicy } from './declinePolicy.ts'

/**
 * S19: how long an origin has to wait before it may ask this user again.
 * @param declines when the user said no, in ms, oldest first
 * @returns milliseconds; `undefined` when it may ask at once
 */
export function waitAfterDeclines(
  declines: readonly number[],
  now: number,
  { limit = 2, withinMs = 60_000 }: DeclinePolicy = {},
): number | undefined {
  // A clock that was set back must not lock an origin out for longer than the policy says.
  const recent = declines.filter((at) => at > now - withinMs && at <= now)
  const oldest = recent.at(-limit)
  return oldest === undefined ? undefined : oldest + withinMs - now
}
