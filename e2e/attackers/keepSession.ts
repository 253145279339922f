import type { Frame } from 'playwright-core'

/** Holds what the widget has stored about its session, in the frame itself: its key can be taken nowhere else. */
export function takeSession(frame: Frame): Promise<void> {
  return frame.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await settled(indexedDB.open('openkey'))
    const store = () => database.transaction('session', 'readwrite').objectStore('session')
    const [keys, values] = await Promise.all([settled(store().getAllKeys()), settled(store().getAll())])
    const [key] = keys
    if (key === undefined) throw new Error('Nobody is signed in.')
    Reflect.set(window, 'keepSession', async (isKept: boolean) => {
      // As much is written either way: what the database still has to do afterwards takes time, too.
      await settled(store().delete(key))
      await settled(store().put(values[0], key))
      if (!isKept) await settled(store().delete(key))
      else await settled(store().put(values[0], key))
    })
  })
}

/** Signs in or out without a word: puts the session where the widget looks for it, or takes it away. */
export function keepSession(frame: Frame, isKept: boolean): Promise<void> {
  return frame.evaluate(async (isKept) => void (await Reflect.get(window, 'keepSession')(isKept)), isKept)
}
