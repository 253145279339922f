import { createIdbOriginStore } from '../../../widget/src/adapters/storage/idbOriginStore.ts'
import { openWidgetDatabase } from '../../../widget/src/adapters/storage/widgetDatabase.ts'
import type { OriginStore } from '../../../widget/src/ports/originStore.ts'

declare global {
  interface Window {
    /** The widget's ledger, in this origin's IndexedDB. */
    ledger: Promise<OriginStore>
  }
}

window.ledger = openWidgetDatabase().then((database) => createIdbOriginStore({ database }))
