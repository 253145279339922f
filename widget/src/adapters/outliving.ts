import type { SessionStore } from '../ports/sessionStore.ts'

/** The session store of a frame, for a window: what the window writes is copied, since objects of its own end with it. */
export function outliving(sessions: SessionStore): SessionStore {
  return { ...sessions, write: (session) => sessions.write(structuredClone(session)) }
}
