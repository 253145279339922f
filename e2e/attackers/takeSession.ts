import type { Frame } from 'playwright-core'
import { settledIn } from '../fixtures/widget/settledIn.ts'

/**
 * Holds what the widget has stored about its session, in the frame itself: its key can be taken nowhere else.
 * @returns what signs in or out without a word: puts the session where the widget looks for it, or takes it away
 */
export async function takeSession(frame: Frame): Promise<(isKept: boolean) => Promise<void>> {
  const settled = await settledIn(frame)
  const keep = await settled.evaluateHandle(async (settled) => {
    const database = await settled(indexedDB.open('openkey'))
    const store = () => database.transaction('session', 'readwrite').objectStore('session')
    const session = await settled(store().get('current'))
    if (session === undefined) throw new Error('Nobody is signed in.')
    return async (isKept: boolean) => {
      // As much is written either way: what the database still has to do afterwards takes time, too.
      await settled(store().delete('current'))
      await settled(store().put(session, 'current'))
      if (!isKept) await settled(store().delete('current'))
      else await settled(store().put(session, 'current'))
    }
  })
  return (isKept) => keep.evaluate((keep, isKept) => keep(isKept), isKept)
}
