import type { SessionToken } from '../../../ports/keyEndpoint.ts'
import type { ProofKey } from '../../../ports/sessionStore.ts'

/** Key pairs that sessions are bound to. Their private keys cannot be exported. */
export type ProofKeys = {
  /** The key for sessions that this page opens. Created on first use. */
  readonly currentKey: () => Promise<ProofKey>
  readonly keyForToken: (token: SessionToken) => ProofKey | undefined
  readonly bindToToken: (token: SessionToken, key: ProofKey) => void
}

export function createProofKeys(): ProofKeys {
  const bound = new Map<SessionToken, ProofKey>()
  let made: Promise<ProofKey> | undefined
  return {
    currentKey() {
      made ??= crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
      return made
    },
    keyForToken: (token) => bound.get(token),
    bindToToken(token, key) {
      bound.set(token, key)
    },
  }
}
