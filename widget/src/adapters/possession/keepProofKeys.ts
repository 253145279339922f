import type { SessionStore } from '../../ports/sessionStore.ts'
import type { ProofKeys } from './proofKeys.ts'

/**
 * Keeps each session with its key, in one record: neither is worth anything alone. Where the browser cannot store a
 * key, the record fails as a whole, and both live for the page.
 */
export function keepProofKeys(sessions: SessionStore, keys: ProofKeys): SessionStore {
  return {
    async read() {
      const session = await sessions.read()
      // One from before proofs were required cannot be used any more.
      if (session?.proofKey === undefined) return undefined
      keys.bind(session.token, session.proofKey)
      return session
    },
    write: (session) => sessions.write({ ...session, proofKey: keys.of(session.token) }),
    clear: () => sessions.clear(),
  }
}
