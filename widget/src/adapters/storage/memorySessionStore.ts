import type { SessionStore, StoredSession } from '../../ports/sessionStore.ts'

/** The session for the life of the page. */
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
