import type { SessionStore } from '../../ports/sessionStore.ts'
import type { DurableStorage } from './durableStorage.ts'
import { createIdbSessionStore } from './idbSessionStore.ts'
import { layerSessionStore } from './layerSessionStore.ts'
import type { WidgetDatabase } from './widgetDatabase.ts'

/** Keeps the session in IndexedDB, and also in memory in case IndexedDB is blocked or fails. */
export function createBrowserSessionStore(durable: DurableStorage<WidgetDatabase>): SessionStore {
  return layerSessionStore((task) => durable((database) => task(createIdbSessionStore(database))))
}
