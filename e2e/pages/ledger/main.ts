import { createIdbOriginLedger } from '../../../widget/src/adapters/storage/idbOriginStore.ts'
import { openWidgetDatabase } from '../../../widget/src/adapters/storage/widgetDatabase.ts'
import type { OriginLedger } from '../../../widget/src/ports/originStore.ts'

declare global {
  interface Window {
    /** The widget's ledger, in this origin's IndexedDB. */
    ledger: Promise<OriginLedger>
  }
}

window.ledger = openWidgetDatabase().then((database) => createIdbOriginLedger({ database }))
