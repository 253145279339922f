import type { Review } from '../domain/review/review.ts'
import type { SigningEffect } from '../domain/signing/signingEffect.ts'
import type { EffectEvent } from '../domain/signing/signingEvent.ts'
import type { PendingRequest, SelectedKey } from '../domain/signing/signingState.ts'

/** Effects that run asynchronously and dispatch an event with their `taskId`. */
export type AsyncEffect = Extract<SigningEffect, { readonly taskId: number }>

/** The key that answers a request and, for a signature, the review. */
export type Identified = { readonly signer: SelectedKey; readonly review?: Review | undefined }

/** Runs the effects that need the key endpoint. Loaded separately, because the first screen does not need it. */
export type EffectRunner = {
  /** Fetches the options of a passkey sign-in ahead of the press. */
  prefetchPasskeyOptions(): void
  /**
   * Names the signer of an origin that was approved with `keyId`: of the account that is signed in, or was until its
   * session ended and can come back by one gesture.
   * @returns `undefined` when that key is not one of this account
   * @throws {OpenKeyError} `session_expired` after the session was dropped here, or a failure of the endpoint
   */
  identifyApproved(request: PendingRequest, keyId: string): Promise<Identified | undefined>
  /** Loads the known account ahead of the first call. */
  warmUp(): Promise<void>
  /** Runs one effect. Rejects with any error; the caller converts it. */
  run(effect: AsyncEffect, signal: AbortSignal): Promise<EffectEvent>
  /** Ends the session here and at the key endpoint. */
  signOut(): Promise<void>
}
