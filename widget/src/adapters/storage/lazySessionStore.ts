import { memoizeAsync } from '../../memoizeAsync.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'

/** A session store that is loaded on first use. The frame of an unknown page never uses it. */
export function lazySessionStore(load: () => Promise<SessionStore>): SessionStore {
  const store = memoizeAsync(load)
  return {
    read: async () => (await store()).read(),
    write: async (session) => (await store()).write(session),
    clear: async () => (await store()).clear(),
    partitionToken: async () => (await store()).partitionToken(),
    keepPartitionToken: async (partitionToken) => (await store()).keepPartitionToken(partitionToken),
  }
}
