import type { Account, Narrowing, SignedSiwe } from '@openkey/protocol'
import type { PendingRequest } from '../domain/signing/signingState.ts'

/** A request that continues in a window. */
export type ContinuedRequest = {
  readonly request: PendingRequest
  /** The host's id of the call. */
  readonly requestId: string
  /** The chain a `connect` asks for. */
  readonly chainId: number
  /** Uses only the window of the previous request: without a press, no window can be opened. */
  readonly isReused: boolean
}

/** Lets a request go on in a window of the widget's own, whose address the user can see. */
export type Continuation = {
  /**
   * Opens the window, or continues in the one that the request before has left open, and resolves with the window's answer.
   * Must follow a press unless `isReused`, because browsers otherwise block the window. When
   * `signal` fires, or this page goes away, the window is closed.
   * @throws {OpenKeyError} `popup_blocked`, `opener_severed` (its details name the header), `user_rejected` with how
   * `window_closed`, `channel_closed` when the window was loaded again, or what the request failed with in the window
   */
  run(continued: ContinuedRequest, call: { readonly signal: AbortSignal }): Promise<Account | SignedSiwe | Narrowing>
}
