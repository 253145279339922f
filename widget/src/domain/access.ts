import type { Origin } from '@openkey/protocol'
import type { ApprovedGrant } from './approval/grant.ts'

/** A session that the key endpoint holds for the account, or a program that is connected to it. */
export type KeyEndpointSession = {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly openedAt: number
  /** The page that the session was opened on, if the key endpoint knows it. */
  readonly openedOn?: string | undefined
  /** Name of the connected program that has it, instead of a browser. */
  readonly program?: string | undefined
  /** Name of the program's device, as the program claims it. */
  readonly deviceName?: string | undefined
  /** Whether it is the session in use here. */
  readonly isCurrent: boolean
}

/** A passkey that opens the account. */
export type AccountPasskey = {
  readonly id: string
  readonly name?: string | undefined
  /** Milliseconds since the epoch. */
  readonly addedAt?: number | undefined
}

/** All access on the user's behalf: the apps approved in this browser, and the sessions and passkeys of the account. */
export type Access = {
  readonly origins: readonly {
    readonly origin: Origin
    /** Milliseconds since the epoch. */
    readonly approvedAt: number
    /** Grants that the user has approved for it. */
    readonly grants: readonly ApprovedGrant[]
  }[]
  /** `undefined` while no user is signed in here, or if the key endpoint does not list sessions. */
  readonly sessions: readonly KeyEndpointSession[] | undefined
  /** `undefined` in the same cases. */
  readonly passkeys: readonly AccountPasskey[] | undefined
  /** Whether email codes no longer open the account; `undefined` if that is unknown or cannot be changed. */
  readonly isPasskeyRequired: boolean | undefined
  /** Whether the key endpoint sets up the user's storage without asking; `undefined` in the same cases. */
  readonly isAutoSignEnabled: boolean | undefined
  /** Whether a passkey can be made here. */
  readonly canAddPasskey: boolean
}

/** A change that the user makes in the list. */
export type AccessChange =
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'passkey'; readonly id: string }
  | { readonly kind: 'newPasskey' }
  | { readonly kind: 'passkeyRequired'; readonly isRequired: boolean }
  | { readonly kind: 'autoSign'; readonly isEnabled: boolean }
