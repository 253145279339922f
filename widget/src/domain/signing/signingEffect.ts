import type { Stage } from '@openkey/protocol'
import type { AccessChange } from '../access.ts'
import type { ApprovalMethod } from '../approval/approvalMethod.ts'
import type { Outcome, PendingRequest, PendingSign, ScreenOf, SelectedKey } from './signingState.ts'

/**
 * Side effects that the reducer requests. An effect with a `taskId` dispatches an event with the same id; others
 * dispatch none.
 */
export type SigningEffect =
  | { readonly type: 'prepare'; readonly request: PendingRequest }
  | { readonly type: 'prefetchPasskeyOptions' }
  | { readonly type: 'usePasskey'; readonly taskId: number }
  | { readonly type: 'sendCode'; readonly taskId: number; readonly email: string }
  | { readonly type: 'useCode'; readonly taskId: number; readonly email: string; readonly code: string }
  | {
      readonly type: 'loadAccount'
      readonly taskId: number
      readonly request: PendingRequest
      /** `offer`: a passkey may be offered afterwards. `finish`: a session that has ended may be renewed by one. */
      readonly next: ScreenOf<'account'>['next']
    }
  | { readonly type: 'addPasskey'; readonly taskId: number }
  | {
      readonly type: 'sign'
      readonly taskId: number
      readonly request: PendingSign
      readonly signer: SelectedKey
      /** The user has pressed, or the passkey prompt must open within this press. */
      readonly method: ApprovalMethod
    }
  /** Continues in a window, which opens within the press that asked for it. */
  | {
      readonly type: 'continueInWindow'
      readonly taskId: number
      readonly request: PendingRequest
      /** One of the calls that wait for it. */
      readonly requestId: string
      readonly chainId: number
      /** Uses only a window that is already open, because there was no press. */
      readonly isReused: boolean
    }
  | { readonly type: 'loadAccess'; readonly taskId: number }
  | { readonly type: 'changeAccess'; readonly taskId: number; readonly change: AccessChange }
  | { readonly type: 'linger'; readonly taskId: number }
  /** Gives up whatever step is under way. */
  | { readonly type: 'abort' }
  /** The user declined. */
  | { readonly type: 'declined' }
  | { readonly type: 'approve'; readonly signer: SelectedKey }
  /** Ends the session at the endpoint too. */
  | { readonly type: 'signOut' }
  | { readonly type: 'settle'; readonly call: number; readonly outcome: Outcome }
  | { readonly type: 'stage'; readonly requestIds: readonly string[]; readonly name: Stage }
  | { readonly type: 'dismiss'; readonly requestIds: readonly string[] }
