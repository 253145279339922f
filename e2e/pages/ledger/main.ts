import { createIdbOriginLedger } from '../../../widget/src/adapters/idbOriginLedger.ts'
import { openWidgetDatabase } from '../../../widget/src/adapters/widgetDatabase.ts'
import type { OriginLedger } from '../../../widget/src/ports/originLedger.ts'

declare global {
  interface Window {
    /** The widget's ledger, in this origin's IndexedDB. */
    ledger: Promise<OriginLedger>
  }
}

window.ledger = openWidgetDatabase().then((database) => createIdbOriginLedger({ database }))
