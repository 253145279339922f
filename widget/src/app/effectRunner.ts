import type { Review } from '../domain/review/review.ts'
import type { PendingRequest, SelectedKey } from '../domain/signing/pendingRequest.ts'
import type { SigningEffect } from '../domain/signing/signingEffect.ts'
import type { EffectEvent } from '../domain/signing/signingEvent.ts'

/** Effects that take time and answer with an event of their step. */
export type AsyncEffect = Extract<SigningEffect, { readonly taskId: number }>

/** Who answers a request and, for a signature, what is reviewed. */
export type Identified = { readonly signer: SelectedKey; readonly review?: Review | undefined }

/** All that talks to the key endpoint. It is loaded apart from the rest, because the first screen needs none of it. */
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
  /** Looks a known account up, so that nothing waits for it later. */
  warmUp(): Promise<void>
  /** Runs one step. Rejects with whatever went wrong; the caller names it. */
  run(effect: AsyncEffect, signal: AbortSignal): Promise<EffectEvent>
  /** Drops the session on both sides. */
  signOut(): Promise<void>
}
