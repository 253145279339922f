import type { OriginStore } from '../../ports/originStore.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import { createDurableStorage } from './durableStorage.ts'
import { createIdbOriginStore } from './idbOriginStore.ts'
import { layerOriginStore } from './layerOriginStore.ts'
import { lazySessionStore } from './lazySessionStore.ts'
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
    sessions: lazySessionStore(async () =>
      (await import('./browserSessionStore.ts')).createBrowserSessionStore(durable),
    ),
  }
}
