import { OpenKeyError } from '@openkey/protocol'
import type { Review } from '../review/review.ts'
import type { SelectedKey } from './pendingRequest.ts'
import { refuse, settleConnect, showDone } from './settle.ts'
import type { Flow, SigningState } from './signingState.ts'
import { askInWindow, show, type Transition, withEffect } from './transition.ts'

/** Who signs and, for a signature, what. */
export type KnownSigner = { readonly signer: SelectedKey; readonly review?: Review | undefined }

/** The user is known: a `connect` is answered, a signature is reviewed. */
export function finish(state: SigningState, flow: Flow, { signer, review }: KnownSigner): Transition {
  const { request } = flow
  if (request.kind === 'connect') {
    return showDone(state, request, (next) => {
      const answered = settleConnect(next, request, signer)
      // A repeat does not renew an approval.
      return state.isRestricted ? answered : withEffect(answered, { type: 'approve', signer })
    })
  }
  if (review && state.isRestricted && !review.isRepeat) return askInWindow(state, flow)
  if (!review) return refuse(state, request, new OpenKeyError('internal', 'There is nothing to review.'))
  return show(state, { phase: 'review', flow: { ...flow, request, signer, review } })
}
