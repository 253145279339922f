import { isLoopback, type Origin } from '@openkey/protocol'
import { isOrigins, isPositive, isRecord } from '../entryChecks.ts'

/** What the operator decides about approvals. */
export type ApprovalPolicy = {
  /** Origins the operator answers for: their frames may be asked for anything. @default none */
  readonly trustedOrigins?: readonly Origin[] | undefined
  /**
   * Whether pages on loopback are trusted too. They never are where the key endpoint is elsewhere: any program on the
   * user's machine can serve such a page. @default whether the key endpoint is on loopback
   */
  readonly trustLoopback?: boolean | undefined
  /**
   * Whether the key endpoint verifies passkey assertions over the exact message. `required`: it signs nothing without
   * one, so a user without a passkey cannot sign. @default false
   */
  readonly passkey?: boolean | 'required' | undefined
  /** How long an approval lets a frame repeat it, in milliseconds. @default 2_592_000_000, 30 days */
  readonly maxAgeMs?: number | undefined
}

/** How long an approval lets a frame repeat it unless the policy says otherwise, in milliseconds: 30 days. */
export const defaultApprovalAgeMs = 30 * 24 * 60 * 60_000

/**
 * @param keyEndpointUrl of the same configuration: only a key endpoint on loopback lets loopback be trusted
 * @returns the path of the first entry that is wrong; `undefined` when none is, or there is no policy
 */
export function approvalEntryAtFault(value: unknown, keyEndpointUrl: string): string | undefined {
  if (value === undefined) return undefined
  if (!isRecord(value)) return 'approval'
  const { trustedOrigins = [], trustLoopback, passkey = false, maxAgeMs = 1, ...unknown } = value
  if (!isOrigins(trustedOrigins)) return 'approval.trustedOrigins'
  if (trustLoopback !== undefined && typeof trustLoopback !== 'boolean') return 'approval.trustLoopback'
  if (trustLoopback === true && !isOnLoopback(keyEndpointUrl)) return 'approval.trustLoopback'
  if (typeof passkey !== 'boolean' && passkey !== 'required') return 'approval.passkey'
  if (!isPositive(maxAgeMs)) return 'approval.maxAgeMs'
  for (const name of Object.keys(unknown)) return `approval.${name}`
  return undefined
}

export type TrustContext = { readonly keyEndpointUrl: string; readonly approval?: ApprovalPolicy | undefined }

/** Whether the operator answers for the pages of an origin, so that its frames may be asked for something new (S10). */
export function isTrusted(origin: Origin, { keyEndpointUrl, approval = {} }: TrustContext): boolean {
  const { trustedOrigins = [], trustLoopback = true } = approval
  if (trustedOrigins.includes(origin)) return true
  return trustLoopback && isOnLoopback(keyEndpointUrl) && isOnLoopback(origin)
}

function isOnLoopback(url: string): boolean {
  return isLoopback(new URL(url).hostname)
}
