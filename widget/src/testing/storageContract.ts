import { parseOrigin } from '@openkey/protocol'
import { createBrowserStorage } from '../adapters/storage/browserStorage.ts'
import { createIdbOriginRecords } from '../adapters/storage/idbOriginRecords.ts'
import { createIdbSessionStore } from '../adapters/storage/idbSessionStore.ts'
import { createOriginStore } from '../adapters/storage/originRecords.ts'
import { openWidgetDatabase } from '../adapters/storage/widgetDatabase.ts'
import { signer } from './aMessage.ts'
import { type ContractCase, expectSame } from './contractCase.ts'
import { originStoreContract } from './originStoreContract.ts'
import { sessionStoreContract } from './sessionStoreContract.ts'

const origin = parseOrigin('https://app.example')
const approval = { keyId: 'key-1', address: signer, approvedAt: 1_000 } as const
const claim = { origin, nonce: 'Nonce0001', messageDigest: 'one', expiresAt: 2_000 }

/** Requirements that only a real database can show. Each case gets the name of one that does not exist yet. */
const databaseContract: readonly ContractCase<string>[] = [
  {
    name: 'S5: two tabs claim one nonce, and one of them is first',
    async run(name) {
      const tabs = await Promise.all([openWidgetDatabase(name), openWidgetDatabase(name)])
      const stores = tabs.map((database) => createOriginStore(createIdbOriginRecords({ database, now: () => 1_000 })))
      const verdicts = await Promise.all(
        stores.map((origins, index) => origins.claimNonce({ ...claim, messageDigest: `tab ${index}` })),
      )
      expectSame(verdicts.toSorted(), ['fresh', 'reused'])
    },
  },
  {
    name: 'outlives the page',
    async run(name) {
      const before = createBrowserStorage({ open: () => openWidgetDatabase(name), now: () => 1_000 })
      await before.origins.approve(origin, approval)
      await before.origins.claimNonce(claim)
      await before.sessions.write({ token: 'token-1', userId: 'user-1' })
      const after = createBrowserStorage({ open: () => openWidgetDatabase(name), now: () => 1_000 })
      expectSame(await after.origins.approval(origin), approval)
      expectSame(await after.origins.claimNonce({ ...claim, messageDigest: 'two' }), 'reused')
      expectSame(await after.sessions.read(), { token: 'token-1', userId: 'user-1' })
    },
  },
  {
    name: 'goes on from memory when the database is closed halfway',
    async run(name) {
      const database = await openWidgetDatabase(name)
      const storage = createBrowserStorage({ open: async () => database, now: () => 1_000 })
      await storage.origins.approve(origin, approval)
      await storage.origins.claimNonce(claim)
      await storage.sessions.write({ token: 'token-1', userId: 'user-1' })
      database.close()
      expectSame(await storage.origins.approval(origin), approval)
      expectSame(await storage.origins.claimNonce({ ...claim, messageDigest: 'two' }), 'reused')
      expectSame(await storage.sessions.read(), { token: 'token-1', userId: 'user-1' })
    },
  },
  {
    name: 'makes way for a later version of the database',
    async run(name) {
      await openWidgetDatabase(name)
      const version = await new Promise<number>((resolve, reject) => {
        const request = indexedDB.open(name, 2)
        request.onsuccess = () => resolve(request.result.version)
        request.onerror = () => reject(request.error)
      })
      expectSame(version, 2)
    },
  },
]

/**
 * Runs every promise of the widget's storage on this page's IndexedDB.
 * @returns One line per case, `ok` or what went wrong.
 */
export async function runStorageContract(): Promise<Readonly<Record<string, string>>> {
  const outcomes: Record<string, string> = {}
  for (const { name, run } of storageCases()) {
    outcomes[name] = await run(`test-${crypto.randomUUID()}`).then(
      () => 'ok',
      (error: unknown) => String(error),
    )
  }
  return outcomes
}

function storageCases(): readonly ContractCase<string>[] {
  return [
    ...originStoreContract.map(({ name, run }) => ({
      name: `originStore: ${name}`,
      async run(databaseName: string) {
        let time = 1_000
        const database = await openWidgetDatabase(databaseName)
        const origins = createOriginStore(createIdbOriginRecords({ database, now: () => time }))
        await run({ origins, setTime: (now) => (time = now) })
      },
    })),
    ...sessionStoreContract.map(({ name, run }) => ({
      name: `session: ${name}`,
      run: async (databaseName: string) => run(createIdbSessionStore(await openWidgetDatabase(databaseName))),
    })),
    ...databaseContract,
  ]
}
