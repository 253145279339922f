import type { SessionStore, StoredSession } from '../../ports/sessionStore.ts'

/** Keeps the session in memory, until the page closes. */
export function createMemorySessionStore(): SessionStore {
  let current: StoredSession | undefined
  let partition: string | undefined
  return {
    async read() {
      return current
    },
    async write(session) {
      current = session
    },
    async clear() {
      current = undefined
    },
    async partitionToken() {
      return partition
    },
    async keepPartitionToken(partitionToken) {
      partition = partitionToken
    },
  }
}
