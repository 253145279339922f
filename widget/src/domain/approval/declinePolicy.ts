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

/** @returns the path of the first entry that is wrong; `undefined` when none is, or there is no policy */
export function invalidDeclinesField(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (!isRecord(value)) return 'declines'
  const { limit = 1, withinMs = 1, ...unknownKeys } = value
  if (!isPositive(limit) || Number(limit) > maxDeclines) return 'declines.limit'
  if (!isPositive(withinMs)) return 'declines.withinMs'
  for (const name of Object.keys(unknownKeys)) return `declines.${name}`
  return undefined
}
