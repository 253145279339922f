import type { Account, Capability } from '@openkey/protocol/siwe'
import { messageDigest } from '../messageDigest.ts'
import { type AgeContext, isRecent } from './isRecent.ts'

/** Everything a message would give away, in a form that can be remembered. */
export type Grant = {
  /** One digest for each capability, proof and further resource, account and fixed recipient included. */
  readonly items: readonly string[]
  /** What the items stand for, and on whose behalf, so that the user can look it up later. */
  readonly capabilities: readonly Capability[]
  readonly account: Account
  /** In milliseconds; `undefined` when there is no end. */
  readonly lifetimeMs: number | undefined
}

/** A grant that the user approved. */
export type ApprovedGrant = Grant & {
  /** Milliseconds since the epoch. */
  readonly approvedAt: number
}

export type GrantContents = {
  /** That signs. */
  readonly account: Account
  /** Who receives the power, where that is the same each time: the peer of a node. Session keys are new each time. */
  readonly recipient: string | undefined
  readonly capabilities: readonly Capability[]
  readonly proofs: readonly string[]
  readonly resources: readonly string[]
  readonly lifetimeMs: number | undefined
}

/** A client whose clock runs ahead asks for a lifetime that differs by how long the request was under way, in milliseconds. */
const toleranceMs = 5_000

/** Lists what a message would give away. */
export function describeGrant(contents: GrantContents): Grant {
  const { account, recipient, capabilities, proofs, resources, lifetimeMs } = contents
  const owner = `${account.address}@${account.chainId}`
  const digest = (...item: readonly unknown[]) => messageDigest(JSON.stringify([owner, recipient, ...item]))
  return {
    items: [
      ...capabilities.map(({ resource, ability, caveats }) => digest('capability', resource, ability, caveats)),
      ...proofs.map((proof) => digest('proof', proof)),
      ...resources.map((resource) => digest('resource', resource)),
    ],
    capabilities,
    account,
    lifetimeMs,
  }
}

/**
 * Whether a request gives away nothing that one approval has not given already (S10): each of its items, for no longer,
 * and recently enough. A narrower request is a repeat; a wider or longer one is not, nor is a union of approvals.
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
