import type { SessionToken } from '../../../ports/keyEndpoint.ts'
import type { ProofKey, SessionStore } from '../../../ports/sessionStore.ts'

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

/**
 * Keeps each session with its key, in one record: neither is worth anything alone. Where the browser cannot store a
 * key, the record fails as a whole, and both live for the page.
 */
export function withProofKeys(sessions: SessionStore, keys: ProofKeys): SessionStore {
  return {
    ...sessions,
    async read() {
      const session = await sessions.read()
      if (session?.token === undefined) return session
      // One from before proofs were required cannot be used any more.
      if (session.proofKey === undefined) return undefined
      keys.bindToToken(session.token, session.proofKey)
      return session
    },
    write: ({ proofKey, ...session }) =>
      sessions.write(session.token === undefined ? session : { ...session, proofKey: keys.keyForToken(session.token) }),
  }
}
