import type { Origin } from '@openkey/protocol'
import type { ApprovedGrant } from './approval/grant.ts'

/** A session that the key endpoint holds for the account. */
export type KeyEndpointSession = {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly openedAt: number
  /** The page that the session was opened on, if the key endpoint knows it. */
  readonly openedOn?: string | undefined
  /** Whether it is the session in use here. */
  readonly isCurrent: boolean
}

/** All access on the user's behalf: the apps approved in this browser, and the sessions of the account. */
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
}

/** An entry whose access the user removes. */
export type AccessTarget =
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'session'; readonly id: string }
