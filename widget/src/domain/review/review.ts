import type { Origin } from '@openkey/protocol'
import type { Address, Capability } from '@openkey/protocol/siwe'
import type { ApprovalMethod } from '../approval/approvalMethod.ts'
import type { Grant } from '../approval/grant.ts'
import type { CapabilitySentence } from '../capability/capabilitySentence.ts'
import type { GrantTarget } from '../capability/grantTarget.ts'
import type { SignRequest } from '../request/signRequest.ts'
import type { DisplayText } from '../sanitizeForDisplay.ts'

export type ReviewItem = { readonly sentence: CapabilitySentence; readonly capabilities: readonly Capability[] }

export type ReviewGroup = { readonly target: GrantTarget; readonly items: readonly ReviewItem[] }

export type ReviewRecipient =
  | { readonly kind: 'session' | 'node'; readonly did: string; readonly short: string }
  | { readonly kind: 'user'; readonly did: string; readonly address: Address; readonly chainId: number }

/** The review as data. Every text that the host chose is a {@link DisplayText}. */
export type DescribedReview = {
  readonly requester: {
    /** The bound origin: proven, not claimed. */
    readonly origin: Origin
    /** Its authority, in ASCII. */
    readonly host: string
    /** The app's name, which is unverified. */
    readonly appName: DisplayText | undefined
  }
  readonly account: { readonly address: Address; readonly short: string }
  readonly kind: SignRequest['kind']
  /** The app's own words: the statement without the sentence that its ReCap generates. */
  readonly statement: DisplayText | undefined
  /**
   * The recipient: the app's session or the node that hosts a space, by its did:key, or another user by the address.
   */
  readonly recipient: ReviewRecipient | undefined
  /** CID of the delegation that the message ends. */
  readonly revoked: DisplayText | undefined
  /** Known permissions that must be read. They are set apart and come first, the most protected place first. */
  readonly sensitive: readonly ReviewGroup[]
  /** Other known permissions. Always in view. */
  readonly standard: readonly ReviewGroup[]
  /** Literal permissions that must be read: all those that a node may honour, and the first few of the rest. */
  readonly literal: readonly ReviewGroup[]
  /** Further literal permissions that OpenKey does not recognise. Shown on demand. */
  readonly unrecognised: readonly ReviewGroup[]
  /** Permissions that only read below one path. May be collapsed. */
  readonly collapsible: readonly ReviewGroup[]
  /** Delegations the ReCap builds on, literally. */
  readonly proofs: readonly DisplayText[]
  /** Resources in addition to the ReCap, literally. */
  readonly resources: readonly DisplayText[]
  readonly validity: {
    /** Milliseconds since the epoch; `undefined` when it does not end. */
    readonly expiresAt: number | undefined
    readonly remainingMs: number | undefined
    /** A message good for more than 24 hours, or a grant without end: worth saying. */
    readonly isLong: boolean
  }
  /** Everything that the message would grant. */
  readonly grant: Grant
  /** The exact bytes. */
  readonly message: string
}

/** The review, and how the user approves it. */
export type Review = DescribedReview & {
  readonly method: ApprovalMethod
  /** Whether it grants nothing that this origin was not granted before (S10). */
  readonly isRepeat: boolean
  /** Whether the session has expired, so that an approval by passkey opens another. */
  readonly signsIn: boolean
}

/** Both ends of an address: more than the four digits that a look-alike address is cheaply made to share. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-8)}`
}
