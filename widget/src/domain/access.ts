import type { Origin } from '@openkey/protocol'
import type { ApprovedGrant } from './approval/grant.ts'

/** A session that the key endpoint holds for the account. */
export type KeyEndpointSession = {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly openedAt: number
  /** The page it was opened on, where the key endpoint knows it. */
  readonly openedOn?: string | undefined
  /** The one in use here. */
  readonly isCurrent: boolean
}

/** Who may act for the user: the apps they approved in this browser, and the sessions of their account. */
export type Access = {
  readonly origins: readonly {
    readonly origin: Origin
    /** Milliseconds since the epoch. */
    readonly approvedAt: number
    /** What it was given. */
    readonly grants: readonly ApprovedGrant[]
  }[]
  /** `undefined` while nobody is signed in here, and where the key endpoint lists none. */
  readonly sessions: readonly KeyEndpointSession[] | undefined
}

/** What a user takes access away from. */
export type AccessTarget =
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'session'; readonly id: string }
