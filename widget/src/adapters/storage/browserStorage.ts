import { memoizeAsync } from '../../memoizeAsync.ts'
import type { OriginStore } from '../../ports/originStore.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import { createDurableStorage, type DurableStorage } from './durableStorage.ts'
import { createIdbOriginRecords } from './idbOriginRecords.ts'
import { createMemoryOriginRecords, type MemoryOriginRecordsOptions } from './memoryOriginRecords.ts'
import { createOriginStore, type OriginRecords } from './originRecords.ts'
import { openWidgetDatabase, type WidgetDatabase } from './widgetDatabase.ts'

export type BrowserStorageOptions = {
  /** @default this origin's IndexedDB */
  readonly open?: () => Promise<WidgetDatabase>
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** Creates the widget's stores, in IndexedDB and also in memory in case IndexedDB is blocked or fails. */
export function createBrowserStorage({ open = openWidgetDatabase, now = Date.now }: BrowserStorageOptions = {}): {
  readonly origins: OriginStore
  readonly sessions: SessionStore
} {
  const durable = createDurableStorage({ open })
  return {
    origins: createOriginStore(
      layerOriginRecords((task) => durable((database) => task(createIdbOriginRecords({ database, now }))), { now }),
    ),
    sessions: lazySessionStore(async () => {
      const chunk = await import('./browserSessionStore.ts')
      return chunk.createBrowserSessionStore(durable)
    }),
  }
}

/** A session store that is loaded on first use. The frame of an unknown page never uses it. */
function lazySessionStore(load: () => Promise<SessionStore>): SessionStore {
  const store = memoizeAsync(load)
  return {
    read: async () => (await store()).read(),
    write: async (session) => (await store()).write(session),
    clear: async () => (await store()).clear(),
    partitionToken: async () => (await store()).partitionToken(),
    keepPartitionToken: async (partitionToken) => (await store()).keepPartitionToken(partitionToken),
  }
}

/**
 * Layers durable records over memory. Everything that is written or read goes to both, so that nothing is lost if
 * storage fails midway. While storage works, its results count, because other tabs write there too.
 */
export function layerOriginRecords(
  durable: DurableStorage<OriginRecords>,
  options: MemoryOriginRecordsOptions = {},
): OriginRecords {
  const memory = createMemoryOriginRecords(options)

  return {
    async get(origin) {
      const stored = await durable((records) => records.get(origin))
      if (stored === undefined) return memory.get(origin)
      await memory.change(origin, () => stored.value ?? { origin })
      return stored.value
    },
    async getAll() {
      const stored = await durable((records) => records.getAll())
      return stored === undefined ? memory.getAll() : stored.value
    },
    async change(...args) {
      await memory.change(...args)
      await durable((records) => records.change(...args))
    },
    async claimNonce(claim) {
      const stored = await durable((records) => records.claimNonce(claim))
      if (stored === undefined) return memory.claimNonce(claim)
      // Memory keeps the message that claimed the nonce, not the one that was rejected.
      if (stored.value !== 'reused') await memory.claimNonce(claim)
      return stored.value
    },
  }
}
