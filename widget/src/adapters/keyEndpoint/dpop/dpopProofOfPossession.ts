import type { Clock } from '../../../ports/clock.ts'
import type { OutgoingRequest, ProofOfPossession } from '../proofOfPossession.ts'
import { readErrorCode } from '../readErrorCode.ts'
import type { ProofKeys } from './proofKeys.ts'
import { signProof } from './signProof.ts'

export type DpopProofOfPossessionOptions = { readonly keys: ProofKeys; readonly clock: Clock }

/** Sessions bound to a key that never leaves this browser (RFC 9449): a token that is carried away opens nothing. */
export function createDpopProofOfPossession({ keys, clock }: DpopProofOfPossessionOptions): ProofOfPossession {
  /** The endpoint's latest nonce. Every response may renew it. */
  let nonce: string | undefined

  async function keyFor({ token, opensSession }: OutgoingRequest) {
    if (token === undefined) return opensSession ? keys.currentKey() : undefined
    // Without its key, a session is unusable. The endpoint then rejects it.
    return keys.keyForToken(token) ?? keys.currentKey()
  }

  return {
    async headersFor(request) {
      const key = await keyFor(request)
      if (key === undefined) return {}
      const { method, url, token } = request
      const dpop = await signProof(key, { method, url, token, nonce, now: clock.now() })
      return { dpop, ...(token !== undefined && { authorization: `DPoP ${token}` }) }
    },

    async onResponse(answer) {
      const newest = answer.headers.get('dpop-nonce')
      if (newest !== null) nonce = newest
      return answer.status === 401 && newest !== null && (await readErrorCode(answer)) === 'use_dpop_nonce'
    },

    async bindSession(token, from) {
      const key = from === undefined ? undefined : keys.keyForToken(from)
      keys.bindToToken(token, key ?? (await keys.currentKey()))
    },
  }
}
