import type { SessionStore } from '../../../ports/sessionStore.ts'
import type { ProofKeys } from './proofKeys.ts'

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
