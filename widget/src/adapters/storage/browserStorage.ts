import type { OriginLedger } from '../../ports/originStore.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import { createDurableStorage } from './durableStorage.ts'
import { createIdbOriginLedger } from './idbOriginStore.ts'
import { layerOriginLedger } from './layerOriginStore.ts'
import { lateSessionStore } from './lazySessionStore.ts'
import { openWidgetDatabase, type WidgetDatabase } from './widgetDatabase.ts'

export type BrowserStorageOptions = {
  /** @default this origin's IndexedDB */
  readonly open?: () => Promise<WidgetDatabase>
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** What the widget remembers: in IndexedDB, and beside it in memory for the day IndexedDB is blocked or breaks. */
export function createBrowserStorage({ open = openWidgetDatabase, now = Date.now }: BrowserStorageOptions = {}): {
  readonly ledger: OriginLedger
  readonly sessions: SessionStore
} {
  const durable = createDurableStorage({ open })
  return {
    ledger: layerOriginLedger((task) => durable((database) => task(createIdbOriginLedger({ database, now }))), { now }),
    sessions: lateSessionStore(async () =>
      (await import('./browserSessionStore.ts')).createBrowserSessionStore(durable),
    ),
  }
}
