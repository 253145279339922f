import type { SessionStore } from '../../ports/sessionStore.ts'

/**
 * Wraps a frame's session store for use by a window. Copies what the window writes, because its objects end with it.
 */
export function cloneOnWrite(sessions: SessionStore): SessionStore {
  return { ...sessions, write: (session) => sessions.write(structuredClone(session)) }
}
