import { createIdbOriginRecords } from '../../../widget/src/adapters/storage/idbOriginRecords.ts'
import { createOriginStore } from '../../../widget/src/adapters/storage/originRecords.ts'
import { openWidgetDatabase } from '../../../widget/src/adapters/storage/widgetDatabase.ts'
import type { OriginStore } from '../../../widget/src/ports/originStore.ts'

declare global {
  interface Window {
    /** The widget’s origin store, in this origin's IndexedDB. */
    originStore: Promise<OriginStore>
  }
}

window.originStore = openWidgetDatabase().then((database) => createOriginStore(createIdbOriginRecords({ database })))
