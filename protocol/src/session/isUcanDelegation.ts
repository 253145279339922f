import { canonicalJson } from '../encoding/canonicalJson.ts'
import type { Ucan } from './ucan.ts'

/** The first fact of every delegation by UCAN. */
export const delegationFact = { kind: 'delegation' } as const

/**
 * Whether a UCAN delegates. It must never pass as an invocation, nor an invocation as it: both have the same members,
 * so whoever saw the one could otherwise present it as the other.
 */
export function isUcanDelegation({ payload }: Ucan): boolean {
  const [first] = payload.fct ?? []
  return first !== undefined && canonicalJson(first) === canonicalJson(delegationFact)
}
