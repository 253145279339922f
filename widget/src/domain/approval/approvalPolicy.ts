import { isLoopback, type Origin } from '@openkey/protocol'
import { isOrigins, isPositive, isRecord } from '../config/fieldChecks.ts'

/** The operator's policy for approvals. */
export type ApprovalPolicy = {
  /** Origins that the operator trusts: their users can approve anything in the frame. @default none */
  readonly trustedOrigins?: readonly Origin[] | undefined
  /**
   * Whether pages on loopback are trusted too. They never are if the key endpoint is elsewhere, because any program on
   * the user's machine can serve such a page. @default whether the key endpoint is on loopback
   */
  readonly trustLoopback?: boolean | undefined
  /**
   * Whether the key endpoint verifies passkey assertions over the exact message. `required`: it signs nothing without
   * one, so a user without a passkey cannot sign. @default false
   */
  readonly passkey?: boolean | 'required' | undefined
  /** How long a frame may repeat an approval, in milliseconds. @default 2_592_000_000, 30 days */
  readonly maxAgeMs?: number | undefined
}

/** Default for how long a frame may repeat an approval, in milliseconds: 30 days. */
export const defaultApprovalAgeMs = 30 * 24 * 60 * 60_000

/**
 * @param keyEndpointUrl of the same configuration: loopback may be trusted only if the key endpoint is on loopback
 * @returns the path of the first invalid entry; `undefined` if all are valid, or there is no policy
 */
export function invalidApprovalField(value: unknown, keyEndpointUrl: string): string | undefined {
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

/**
 * Returns whether the operator trusts the pages of an origin, so that the user may approve something new in its frame
 * (S10).
 */
export function isTrusted(origin: Origin, { keyEndpointUrl, approval = {} }: TrustContext): boolean {
  const { trustedOrigins = [], trustLoopback = true } = approval
  if (trustedOrigins.includes(origin)) return true
  return trustLoopback && isOnLoopback(keyEndpointUrl) && isOnLoopback(origin)
}

function isOnLoopback(url: string): boolean {
  return isLoopback(new URL(url).hostname)
}

export type AgeContext = {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Milliseconds. */
  readonly maxAgeMs: number
}

/**
 * Returns whether an approval still counts. One from the future does not, because the device's clock has been set back.
 */
export function isRecent(approvedAt: number, { now, maxAgeMs }: AgeContext): boolean {
  return approvedAt <= now && now - approvedAt < maxAgeMs
}
