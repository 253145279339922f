import type { Account, Narrowing, OpenKeyError, SignedSiwe } from '@openkey/protocol'
import type { Access, AccessChange } from '../access.ts'
import type { Review } from '../review/review.ts'
import type { SelectedKey } from './signingState.ts'

/** Events from the host. */
export type HostEvent =
  | { readonly type: 'connectCalled'; readonly call: number; readonly requestId: string; readonly chainId: number }
  | {
      readonly type: 'signCalled'
      readonly call: number
      readonly requestId: string
      readonly message: string
      readonly keyId?: string | undefined
      readonly canNarrow?: boolean | undefined
    }
  /** `at` in milliseconds since the epoch. */
  | { readonly type: 'cancelled'; readonly requestId: string; readonly at: number }
  | { readonly type: 'channelClosed'; readonly error: OpenKeyError }

/** Events from the user. Screens send these only for trusted DOM events. */
export type UserEvent =
  | { readonly type: 'passkeyChosen' }
  | { readonly type: 'emailChosen' }
  | { readonly type: 'emailSubmitted'; readonly email: string }
  | { readonly type: 'codeSubmitted'; readonly code: string }
  | { readonly type: 'codeRequested' }
  | { readonly type: 'wentBack' }
  | { readonly type: 'accountConfirmed' }
  | { readonly type: 'otherAccountChosen' }
  | { readonly type: 'passkeyAccepted' }
  | { readonly type: 'passkeyDeclined' }
  | { readonly type: 'signPressed' }
  /** The user grants less than the message asks for. */
  | { readonly type: 'narrowed'; readonly narrowing: Narrowing }
  | { readonly type: 'windowChosen' }
  | { readonly type: 'accessOpened' }
  | { readonly type: 'accessChanged'; readonly change: AccessChange }
  | { readonly type: 'retried' }
  | { readonly type: 'dismissed'; readonly how: 'declined' | 'closed' | 'escape' }

/** Results of effects. `taskId` names the task that it belongs to, `request` the request. */
export type EffectEvent =
  | {
      readonly type: 'prepared'
      readonly request: number
      readonly preparation: Preparation
      /** Milliseconds since the epoch. */
      readonly at: number
    }
  | { readonly type: 'codeSent'; readonly taskId: number }
  | { readonly type: 'signedIn'; readonly taskId: number }
  | {
      readonly type: 'accountLoaded'
      readonly taskId: number
      readonly signer: SelectedKey
      readonly review?: Review | undefined
      /** Whether a passkey can be made here and was not offered before. */
      readonly canOfferPasskey: boolean
    }
  | { readonly type: 'passkeyAdded'; readonly taskId: number }
  | { readonly type: 'signed'; readonly taskId: number; readonly value: SignedSiwe }
  /** The window answered in place of this frame. */
  | { readonly type: 'continued'; readonly taskId: number; readonly value: Account | SignedSiwe | Narrowing }
  | { readonly type: 'accessLoaded'; readonly taskId: number; readonly access: Access }
  | { readonly type: 'taskFailed'; readonly taskId: number; readonly error: OpenKeyError }
  | { readonly type: 'doneElapsed'; readonly taskId: number }

export type SigningEvent = HostEvent | UserEvent | EffectEvent

/** Requirements of a request, determined before anything is shown. */
export type Preparation =
  /** A session and an approval exist. */
  | { readonly kind: 'ready'; readonly signer: SelectedKey; readonly review?: Review | undefined }
  /** The user must sign in or approve the origin here. */
  | { readonly kind: 'unknownUser'; readonly isSignedIn: boolean; readonly isUnknownOrigin: boolean }
  /** S10: the user may approve this only in a window. */
  | { readonly kind: 'windowRequired' }
  | { readonly kind: 'failed'; readonly error: OpenKeyError }
  /** The user may not be asked now, so nothing is shown. */
  | { readonly kind: 'denied'; readonly error: OpenKeyError }
