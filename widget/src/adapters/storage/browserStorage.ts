import { memoizeAsync } from '../../memoizeAsync.ts'
import type { OriginStore } from '../../ports/originStore.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import { createDurableStorage, type DurableStorage } from './durableStorage.ts'
import { createIdbOriginStore } from './idbOriginStore.ts'
import { createMemoryOriginStore, type MemoryOriginStoreOptions } from './memoryOriginStore.ts'
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
    origins: layerOriginStore((task) => durable((database) => task(createIdbOriginStore({ database, now }))), { now }),
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
 * Layers a durable origin store over memory. Everything that is written or read goes to both, so that nothing is lost
 * if storage fails midway. While storage works, its results count, because other tabs write there too.
 */
export function layerOriginStore(
  durable: DurableStorage<OriginStore>,
  options: MemoryOriginStoreOptions = {},
): OriginStore {
  const memory = createMemoryOriginStore(options)

  async function read<Value>(ask: (origins: OriginStore) => Promise<Value>): Promise<Value> {
    const stored = await durable(ask)
    return stored === undefined ? ask(memory) : stored.value
  }

  async function write(change: (origins: OriginStore) => Promise<void>): Promise<void> {
    await change(memory)
    await durable(change)
  }

  return {
    async approval(origin) {
      const stored = await durable((origins) => origins.approval(origin))
      if (stored === undefined) return memory.approval(origin)
      await (stored.value === undefined ? memory.forget(origin) : memory.approve(origin, stored.value))
      return stored.value
    },
    async claimNonce(claim) {
      const stored = await durable((origins) => origins.claimNonce(claim))
      if (stored === undefined) return memory.claimNonce(claim)
      // Memory keeps the message that claimed the nonce, not the one that was rejected.
      if (stored.value !== 'reused') await memory.claimNonce(claim)
      return stored.value
    },
    lastKeyId: (origin) => read((origins) => origins.lastKeyId(origin)),
    grants: (origin) => read((origins) => origins.grants(origin)),
    approvedOrigins: () => read((origins) => origins.approvedOrigins()),
    declines: (origin) => read((origins) => origins.declines(origin)),
    approve: (...args) => write((origins) => origins.approve(...args)),
    forget: (origin) => write((origins) => origins.forget(origin)),
    noteDecline: (...args) => write((origins) => origins.noteDecline(...args)),
    withdrawDecline: (...args) => write((origins) => origins.withdrawDecline(...args)),
  }
}
