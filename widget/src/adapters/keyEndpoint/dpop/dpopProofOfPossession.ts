import type { Clock } from '../../../ports/clock.ts'
import type { Possession, SentRequest } from '../proofOfPossession.ts'
import { readRefusalCode } from '../readErrorCode.ts'
import type { ProofKeys } from './proofKeys.ts'
import { signProof } from './signProof.ts'

export type DpopPossessionOptions = { readonly keys: ProofKeys; readonly clock: Clock }

/** Sessions bound to a key that never leaves this browser (RFC 9449): a token that is carried away opens nothing. */
export function createDpopPossession({ keys, clock }: DpopPossessionOptions): Possession {
  /** The endpoint's newest, which every answer renews. */
  let nonce: string | undefined

  async function keyFor({ token, opensSession }: SentRequest) {
    if (token === undefined) return opensSession ? keys.ofPage() : undefined
    // A session whose key is gone is over. That is for the endpoint to say.
    return keys.of(token) ?? keys.ofPage()
  }

  return {
    async headersOf(request) {
      const key = await keyFor(request)
      if (key === undefined) return {}
      const { method, url, token } = request
      const dpop = await signProof(key, { method, url, token, nonce, now: clock.now() })
      return { dpop, ...(token !== undefined && { authorization: `DPoP ${token}` }) }
    },

    async heed(answer) {
      const newest = answer.headers.get('dpop-nonce')
      if (newest !== null) nonce = newest
      return answer.status === 401 && newest !== null && (await readRefusalCode(answer)) === 'use_dpop_nonce'
    },

    async adopt(token, from) {
      const key = from === undefined ? undefined : keys.of(from)
      keys.bind(token, key ?? (await keys.ofPage()))
    },
  }
}
