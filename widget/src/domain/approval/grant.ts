import { type Account, type Capability, hashPersonalMessage } from '@openkey/protocol/siwe'
import { type AgeContext, isRecent } from './approvalPolicy.ts'

/** Everything that a message would grant, in a form that can be stored. */
export type Grant = {
  /**
   * One digest for each capability, proof, additional resource and ended delegation. It covers the account and a fixed
   * recipient.
   */
  readonly items: readonly string[]
  /** The capabilities that the items stand for, and their account, so that the user can look them up later. */
  readonly capabilities: readonly Capability[]
  readonly account: Account
  /** The other user who received the capabilities, if it was not the app. */
  readonly sharedWith?: Account | undefined
  /** From the earlier of issue and approval to the expiry, in milliseconds; `undefined` when it never expires. */
  readonly lifetimeMs: number | undefined
}

/** A grant that the user approved. */
export type ApprovedGrant = Grant & {
  /** Milliseconds since the epoch. */
  readonly approvedAt: number
}

export type GrantContents = {
  /** The account that signs. */
  readonly account: Account
  /** The recipient, if it is the same each time: the peer of a node, or a user. Session keys are new each time. */
  readonly recipient: string | undefined
  readonly sharedWith?: Account | undefined
  /** CID of a delegation that the message ends. */
  readonly revoked?: string | undefined
  readonly capabilities: readonly Capability[]
  readonly proofs: readonly string[]
  readonly resources: readonly string[]
  readonly lifetimeMs: number | undefined
}

/** Tolerance, in milliseconds: if a client's clock is ahead, the lifetime varies with how long the request took. */
const toleranceMs = 5_000

/** Lists what a message would grant. */
export function createGrant(contents: GrantContents): Grant {
  const { account, recipient, sharedWith, revoked, capabilities, proofs, resources, lifetimeMs } = contents
  const owner = `${account.address}@${account.chainId}`
  const digest = (...item: readonly unknown[]) => messageDigest(JSON.stringify([owner, recipient, ...item]))
  return {
    items: [
      ...capabilities.map(({ resource, ability, caveats }) => digest('capability', resource, ability, caveats)),
      ...proofs.map((proof) => digest('proof', proof)),
      ...resources.map((resource) => digest('resource', resource)),
      ...(revoked === undefined ? [] : [digest('revoked', revoked)]),
    ],
    capabilities,
    account,
    ...(sharedWith && { sharedWith }),
    lifetimeMs,
  }
}

/**
 * Returns whether one approval already covers a request (S10): it contains each of the request's items for at least as
 * long, and is recent enough. A narrower request is a repeat. A wider or longer request is not, nor is a union of
 * approvals.
 */
export function isRepeat(grant: Grant, approved: readonly ApprovedGrant[], age: AgeContext): boolean {
  if (grant.items.length === 0) return true
  return approved.some(({ items, lifetimeMs, approvedAt }) => {
    if (!isRecent(approvedAt, age)) return false
    return isNoLonger(grant.lifetimeMs, lifetimeMs) && grant.items.every((item) => items.includes(item))
  })
}

function isNoLonger(asked: number | undefined, approved: number | undefined): boolean {
  if (approved === undefined) return true
  return asked !== undefined && asked <= approved + toleranceMs
}

/** Names a message by its bytes: the EIP-191 hash that gets signed, in hexadecimal. */
export function messageDigest(message: string): string {
  return Array.from(hashPersonalMessage(message), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
