import type { SessionToken } from '../../../ports/keyEndpoint.ts'
import type { ProofKey } from '../../../ports/sessionStore.ts'

/** The keys that sessions are bound to. Their private halves can be used here and taken nowhere. */
export type ProofKeys = {
  /** The key that sessions opened by this page are bound to. Made on first use. */
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
