import type { SessionToken } from './keyEndpoint.ts'

export type StoredSession = { readonly token: SessionToken; readonly userId: string }

/** Where the widget keeps its session. Never rejects: where storage fails, the page's own memory answers. */
export type SessionStore = {
  read(): Promise<StoredSession | undefined>
  write(session: StoredSession): Promise<void>
  clear(): Promise<void>
}
