import type { SessionStore } from '../../ports/sessionStore.ts'
import type { DurableStorage } from './durableStorage.ts'
import { createIdbSessionStore } from './idbSessionStore.ts'
import { createMemorySessionStore } from './memorySessionStore.ts'
import type { WidgetDatabase } from './widgetDatabase.ts'

/** Keeps the session in IndexedDB, and also in memory in case IndexedDB is blocked or fails. */
export function createBrowserSessionStore(durable: DurableStorage<WidgetDatabase>): SessionStore {
  return layerSessionStore((task) => durable((database) => task(createIdbSessionStore(database))))
}

/** Layers a durable store over memory, which receives everything that is written or read. */
export function layerSessionStore(durable: DurableStorage<SessionStore>): SessionStore {
  const memory = createMemorySessionStore()
  return {
    async read() {
      const stored = await durable((store) => store.read())
      if (stored === undefined) return memory.read()
      await (stored.value === undefined ? memory.clear() : memory.write(stored.value))
      return stored.value
    },
    async write(session) {
      await memory.write(session)
      await durable((store) => store.write(session))
    },
    async clear() {
      await memory.clear()
      await durable((store) => store.clear())
    },
    async partitionToken() {
      const stored = await durable((store) => store.partitionToken())
      return stored === undefined ? memory.partitionToken() : stored.value
    },
    async keepPartitionToken(partitionToken) {
      await memory.keepPartitionToken(partitionToken)
      await durable((store) => store.keepPartitionToken(partitionToken))
    },
  }
}
