import type { Frame } from 'playwright-core'
import { awaitIdbRequest } from '../fixtures/widget/awaitIdbRequest.ts'

/** Everything a script in the widget's origin can carry away as text, by where it was found. */
export type Loot = {
  readonly records: readonly { readonly store: string; readonly key: unknown; readonly value: unknown }[]
  readonly keyValues: Readonly<Record<string, string>>
  /** Private keys that could be exported. */
  readonly keys: readonly string[]
}

/** Copies all that the widget has stored, as a script that got into its origin would. */
export async function stealSession(frame: Frame): Promise<Loot> {
  const settled = await awaitIdbRequest(frame)
  return settled.evaluate(async (settled) => {
    const keys: string[] = []

    async function exportKeys(value: unknown): Promise<void> {
      if (value instanceof CryptoKey) {
        for (const format of ['jwk', 'pkcs8', 'raw'] as const) {
          if (value.type === 'public') continue
          await crypto.subtle.exportKey(format as 'jwk', value).then(
            (exported) => keys.push(JSON.stringify(exported)),
            () => {},
          )
        }
      } else if (typeof value === 'object' && value !== null) await Promise.all(Object.values(value).map(exportKeys))
    }

    const records = []
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ''))
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store)
        const [names, values] = await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())])
        for (const [index, value] of values.entries()) {
          await exportKeys(value)
          records.push({ store, key: names[index], value: JSON.parse(JSON.stringify(value)) })
        }
      }
      database.close()
    }
    return { records, keyValues: { ...localStorage, ...sessionStorage }, keys }
  })
}

/** Puts the loot where the widget of another browser profile looks for it, with a key of the thief's own. */
export async function plantSession(frame: Frame, loot: Loot): Promise<void> {
  const settled = await awaitIdbRequest(frame)
  await settled.evaluate(async (settled, { records, keyValues }) => {
    const proofKey = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const database = await settled(indexedDB.open('openkey'))
    for (const { store, key, value } of records) {
      const transaction = database.transaction(store, 'readwrite')
      const objects = transaction.objectStore(store)
      if (store === 'session') objects.put({ ...(value as object), proofKey }, key as string)
      else objects.put(value)
      // A page that is left before then loses the record.
      await new Promise((resolve) => transaction.addEventListener('complete', resolve))
    }
    database.close()
    for (const [name, value] of Object.entries(keyValues)) localStorage.setItem(name, value)
  }, loot)
}
