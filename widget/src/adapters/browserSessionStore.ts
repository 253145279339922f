import type { SessionStore } from '../ports/sessionStore.ts'
import type { DurableStorage } from './durableStorage.ts'
import { createIdbSessionStore } from './idbSessionStore.ts'
import { layerSessionStore } from './layerSessionStore.ts'
import type { WidgetDatabase } from './widgetDatabase.ts'

/** The session in IndexedDB, and beside it in memory for the day IndexedDB is blocked or breaks. */
export function createBrowserSessionStore(durable: DurableStorage<WidgetDatabase>): SessionStore {
  return layerSessionStore((task) => durable((database) => task(createIdbSessionStore(database))))
}
