import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { rowBytes } from '../limits.ts'
import { createBlockStore } from '../storage/blocks/blockStore.ts'
import type { Blocks } from '../storage/blocks/blocks.ts'
import { type Database, listOf } from '../storage/database/database.ts'
import { migrate } from '../storage/database/migrate.ts'
import { createDelegationStore } from '../storage/delegationStore.ts'
import { createFreeSpace } from '../storage/freeSpace.ts'
import { createKvStore } from '../storage/kvStore.ts'
import { createLease } from '../storage/lease.ts'
import { createNetworkStore } from '../storage/networkStore.ts'
import { createQuota } from '../storage/quota.ts'
import { createReplayStore } from '../storage/replayStore.ts'
import { createSpaceStore } from '../storage/spaceStore.ts'
import { createSqlDatabaseStore } from '../storage/sqlDatabaseStore.ts'
import { bareDelegation } from './bareDelegation.ts'
import { mapBlocks } from './mapBlocks.ts'

const resource = 'urn:example:thing'
const delegation = {
  ...bareDelegation('a', []),
  att: { [resource]: { 'example/use': [{}] } },
  capabilities: [{ resource, ability: 'example/use', caveats: [{}] }],
}

const space = 'tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:notes'
const mebibyte = 1_048_576

/** Tables, each before those that it refers to. */
const tables = [
  ...['kv', 'sql_database', 'space', 'block', 'revocation', 'delegation_parent', 'delegation_space', 'delegation'],
  ...['replay', 'encryption_network', 'network_nonce', 'lease'],
]

/** Two connections to one empty database, as two processes have them. SQLite has one process, and so one connection. */
export type OpenPair = () => Promise<{ readonly first: Database; readonly second: Database }>

/** Contract of every database: all stores, in one process and in two. @param openBlocks @default objects in memory */
export function describeStores(
  name: string,
  open: OpenPair,
  openBlocks: () => Promise<Blocks> = async () => mapBlocks(),
): void {
  let first: Database
  let second: Database
  beforeAll(async () => {
    ;({ first, second } = await open())
    await migrate(first)
  })
  beforeEach(async () => {
    for (const table of tables) await first.run(`DELETE FROM ${table}`)
    await createSpaceStore(first).host(first, space, 0)
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  const kvOf = async (database: Database, { limitBytes, blocks }: { limitBytes?: number; blocks?: Blocks } = {}) => {
    const objects = blocks ?? (await openBlocks())
    const blockStore = createBlockStore({ blocks: objects, database, graceMs: -5_000 })
    const kv = createKvStore({
      ...{ database, clock: { now: () => 0 }, blocks: blockStore },
      quota: createQuota({ database, limitBytes }),
      freeSpace: createFreeSpace(undefined),
    })
    const put = (key: string, content: Uint8Array, guard?: Parameters<typeof kv.put>[2]) => {
      const etag = `"${content.length}-${content[0]}"`
      return kv.put(space, [{ key, etag, size: content.length, headers: { 'x-a': 'ä' }, content }], guard)
    }
    const names = async () => {
      const found: string[] = []
      for await (const { name } of objects.list()) found.push(name)
      return found
    }
    return { kv, put, blockStore, objects, names }
  }

  describe(`${name} (contract of Database)`, () => {
    const items = z.object({ cid: z.string(), forget_at_ms: z.number() })
    const all = (database: Database) => database.all(items, 'SELECT * FROM replay ORDER BY cid')
    const insert = (database: Pick<Database, 'run' | 'dialect'>, cid: string) =>
      database.run(`INSERT INTO replay (cid, forget_at_ms) VALUES (?, ?) ${database.dialect.orKeep('cid')}`, [cid, 0.5])

    test('returns the number of changed rows, also if a row is kept', async () => {
      expect([await insert(first, 'a'), await insert(second, 'a')]).toEqual([1, 0])
      expect(await first.run('DELETE FROM replay WHERE cid = ?', ['a'])).toBe(1)
    })

    test('binds bytes, empty bytes and nothing, and returns them', async () => {
      const networks = createNetworkStore(first)
      const network = { name: 'n', ownerDid: 'did:a', createdAtMs: 1_767_312_000_000 }
      for (const [id, sealedKey] of [
        ['a', Buffer.of(0, 1, 255)],
        ['b', Buffer.of()],
        ['c', undefined],
      ] as const) {
        await networks.add({ ...network, id, publicKey: Buffer.of(7), sealedKey })
        const found = await networks.find(id)
        expect(found).toEqual({
          ...{ ...network, id, updatedAtMs: network.createdAtMs },
          ...{ publicKey: Buffer.of(7), sealedKey },
        })
      }
    })

    test('rejects rows that do not match the schema', async () => {
      await insert(first, 'a')
      await expect(first.first(z.object({ cid: z.number() }), 'SELECT cid FROM replay')).rejects.toThrow(z.ZodError)
    })

    test('rolls back a transaction that throws, and keeps others', async () => {
      const failing = first.transaction(async (sql) => {
        await insert(sql, 'a')
        throw new RangeError('no')
      })
      const [failed] = await Promise.allSettled([failing, second.transaction((sql) => insert(sql, 'b'))])
      expect(failed).toMatchObject({ status: 'rejected', reason: new RangeError('no') })
      expect(await all(first)).toEqual([{ cid: 'b', forget_at_ms: 0.5 }])
    })

    test('finds lists of every length with few statements', async () => {
      for (const cid of ['a', 'b', 'c', 'd', 'e']) await insert(first, cid)
      const { places, values } = listOf(['a', 'c', 'e'])
      expect(places).toBe('?, ?, ?, ?')
      const found = await first.all(items, `SELECT * FROM replay WHERE cid IN (${places}) ORDER BY cid`, values)
      expect(found.map(({ cid }) => cid)).toEqual(['a', 'c', 'e'])
    })

    test('runs work under one name alone', async () => {
      const order: string[] = []
      const work = (database: Database, name: string) =>
        database.exclusively('x', async () => {
          order.push(`${name} begins`)
          await database.first(z.object({}), 'SELECT 1 AS one')
          order.push(`${name} ends`)
        })
      if (first !== second) await Promise.all([work(first, 'a'), work(second, 'b')])
      expect(order.map((line) => line.slice(2))).toEqual(first === second ? [] : ['begins', 'ends', 'begins', 'ends'])
      expect(await first.exclusively('x', async () => 'done')).toBe('done')
    })

    test('compares keys as bytes', async () => {
      const { kv, put } = await kvOf(first)
      for (const key of ['b', 'B', 'a-', 'a', 'a/b', 'a%20']) await put(key, Buffer.of(1))
      const page = { after: '', limit: 10 }
      const keys = await kv.list(space, { exact: '', from: '', to: '\u007f' }, page)
      expect(keys).toEqual(['B', 'a', 'a%20', 'a-', 'a/b', 'b'])
      expect(await kv.list(space, { exact: 'a', from: 'a/', to: 'a/\u007f' }, page)).toEqual(['a', 'a/b'])
      expect(await kv.list(space, { exact: '', from: '', to: '\u007f' }, { after: 'a-', limit: 1 })).toEqual(['a/b'])
    })
  })

  describe(`createDelegationStore on ${name}`, () => {
    const add = (store: ReturnType<typeof createDelegationStore>, added: typeof delegation) =>
      first.transaction((sql) => store.add(sql, added))

    test('reads a delegation with all its ancestors, each once', async () => {
      const store = createDelegationStore(first)
      for (const [cid, parents] of [
        ['top', []],
        ['left', ['top']],
        ['right', ['top']],
        ['leaf', ['left', 'right']],
        ['other', []],
      ] as const) {
        await add(store, { ...delegation, cid, parents: [...parents], expiresAtMs: 1_767_312_000_000.5 })
      }
      const { find, findLink } = await createDelegationStore(second).load({
        full: ['leaf', 'unknown'],
        links: ['left'],
      })
      const { raw: _, att: __, capabilities: ___, ...link } = delegation
      expect(findLink('left')).toEqual({ ...link, cid: 'left', parents: ['top'], expiresAtMs: 1_767_312_000_000.5 })
      expect(['leaf', 'right', 'top', 'other', 'unknown'].map((cid) => findLink(cid)?.parents)).toEqual([
        ['left', 'right'],
        ['top'],
        [],
        undefined,
        undefined,
      ])
      expect(find('leaf')?.capabilities).toEqual(delegation.capabilities)
      expect([find('unknown'), find('top')]).toEqual([undefined, undefined])
    })

    test('parses the capabilities of a delegation once', async () => {
      const store = createDelegationStore(first)
      await add(store, delegation)
      const load = async () => (await store.load({ full: ['a'] })).find('a')
      const [one, two] = [await load(), await load()]
      expect(one?.capabilities).toEqual(delegation.capabilities)
      expect(two?.capabilities).toBe(one?.capabilities)
    })

    test('sees at once that another process revoked a delegation', async () => {
      const [store, other] = [createDelegationStore(first), createDelegationStore(second)]
      await add(store, delegation)
      const isRevoked = async () => (await store.load({ full: ['a'] })).find('a')?.isRevoked
      const before = await isRevoked()
      for (const revokedBy of ['did:key:a', 'did:key:b']) await other.revoke({ cid: 'a', revokedBy, raw: '', nowMs: 0 })
      expect([before, await isRevoked()]).toEqual([false, true])
    })

    test('does not find what is no longer stored', async () => {
      const store = createDelegationStore(first)
      await add(store, delegation)
      await store.load({ full: ['a'] })
      await second.run('DELETE FROM delegation')
      expect((await store.load({ full: ['a'] })).find('a')).toBe(undefined)
    })

    test('S21: forgets delegations that have expired, in batches, and children no later than their parents', async () => {
      const store = createDelegationStore(first)
      await first.transaction(async (sql) => {
        const named = (cid: string, expiresAtMs: number | undefined, parents: readonly string[] = []) =>
          store.add(sql, { ...delegation, cid, expiresAtMs, parents })
        for (let index = 0; index < 600; index++) await named(`old${index}`, 1 + (index >> 1))
        await named('parent', 300)
        await named('child', 300, ['parent'])
        await named('current', 2_000)
        await named('endless', undefined)
      })
      await store.revoke({ cid: 'old1', revokedBy: 'did:key:a', raw: '', nowMs: 0 })
      expect([await store.forget(1_000), await store.forget(1_000), await store.forget(1_000)]).toEqual([500, 102, 0])
      const rows = await first.all(z.object({ cid: z.string() }), 'SELECT cid FROM delegation ORDER BY cid')
      expect(rows.map(({ cid }) => cid)).toEqual(['current', 'endless'])
    })
  })

  describe(`createReplayStore on ${name}`, () => {
    test('S21: accepts each invocation in one process only, and forgets it after it has expired', async () => {
      const stores = [createReplayStore(first), createReplayStore(second)]
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, index) => stores[index % 2]?.consume({ cid: 'a', forgetAtMs: 100.5 })),
      )
      expect(claims.filter(Boolean)).toHaveLength(1)
      await stores[1]?.consume({ cid: 'c', forgetAtMs: 200 })
      await stores[0]?.forget(101)
      expect(await first.all(z.object({ cid: z.string() }), 'SELECT cid FROM replay')).toEqual([{ cid: 'c' }])
    })
  })

  describe(`createNetworkStore on ${name}`, () => {
    test('adds a network once, and forgets its key', async () => {
      const [networks, others] = [createNetworkStore(first), createNetworkStore(second)]
      const network = { id: 'n', name: 'default', ownerDid: 'did:a', publicKey: Buffer.of(1), sealedKey: Buffer.of(2) }
      const added = [networks, others].map((store) => store.add({ ...network, createdAtMs: 1 }))
      expect((await Promise.all(added)).filter(Boolean)).toHaveLength(1)
      expect(await networks.activeByName('default')).toEqual(['n'])
      await others.revoke('n', 9)
      expect(await networks.find('n')).toMatchObject({ sealedKey: undefined, updatedAtMs: 9 })
      expect(await networks.activeByName('default')).toEqual([])
    })

    test('S21: accepts a nonce of an invoker in one process only, however long it is', async () => {
      const [networks, others] = [createNetworkStore(first), createNetworkStore(second)]
      for (const nonce of ['short', 'long'.repeat(10_000)]) {
        const use = { invoker: 'did:key:a', nonce, forgetAtMs: 10 }
        const uses = await Promise.all([networks.consumeNonce(use), others.consumeNonce(use)])
        expect(uses.filter(Boolean)).toHaveLength(1)
        expect(await networks.consumeNonce({ ...use, invoker: 'did:key:b' })).toBe(true)
      }
      await networks.forgetNonces(11)
      expect(await others.consumeNonce({ invoker: 'did:key:a', nonce: 'short', forgetAtMs: 20 })).toBe(true)
    })
  })

  describe(`createKvStore on ${name}`, () => {
    const large = (byte: number) => Buffer.alloc(mebibyte + 1, byte)

    test('stores values with their headers in rows and in objects', async () => {
      const { kv, put, names } = await kvOf(first)
      await put('small', Buffer.from('hello'))
      await put('large', large(1))
      const [small, stored] = [await kv.get(space, 'small'), await kv.get(space, 'large')]
      expect(small).toEqual({ etag: '"5-104"', size: 5, headers: { 'x-a': 'ä' }, body: Buffer.from('hello') })
      const bytes = Buffer.from(
        await new Response(stored?.body as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
      )
      expect([Buffer.compare(bytes, large(1)), (await names()).length]).toEqual([0, 1])
      await kv.remove(space, 'small')
      expect(await kv.head(space, 'small')).toBe(undefined)
    })

    test('stores equal content of a space once, and collects it when no row has named it for a while', async () => {
      const { kv, put, blockStore, names } = await kvOf(first)
      await put('a', large(1))
      await put('b', large(1))
      expect(await names()).toHaveLength(1)
      await put('a', large(2))
      expect([(await names()).length, await blockStore.collect()]).toEqual([2, 0])
      await kv.remove(space, 'b')
      expect([await blockStore.collect(), (await names()).length]).toEqual([1, 1])
      await kv.remove(space, 'a')
      expect([await blockStore.collect(), await names()]).toEqual([1, []])
    })

    test('keeps an object while it may still be read', async () => {
      const { kv, put, objects } = await kvOf(first)
      await put('a', large(1))
      await kv.remove(space, 'a')
      expect(await createBlockStore({ blocks: objects, database: second }).collect()).toBe(0)
    })

    test('removes objects without a row once they are old, and no others', async () => {
      const { put, blockStore, objects, names } = await kvOf(first)
      await put('a', large(1))
      await objects.write('stray', Buffer.of(1))
      expect(await createBlockStore({ blocks: objects, database: second }).removeStrays()).toBe(0)
      expect([await blockStore.removeStrays(), (await names()).length]).toEqual([1, 1])
    })

    test('checks a precondition in the same transaction as the write, also of another process', async () => {
      const [one, two] = [await kvOf(first), await kvOf(second)]
      const absent = (current: unknown) => {
        if (current !== undefined) throw new RangeError('exists')
      }
      const writes = Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? two : one).put('a', Buffer.of(index), absent),
      )
      const results = await Promise.allSettled(writes)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('S21: holds the quota of a space over all processes, and counts what is freed', async () => {
      const limitBytes = 10 * (10 + 'key00'.length + JSON.stringify({ 'x-a': 'ä' }).length + rowBytes)
      const [one, two] = [await kvOf(first, { limitBytes }), await kvOf(second, { limitBytes })]
      const writes = Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? two : one).put(`key${index + 10}`, Buffer.alloc(10)),
      )
      const results = await Promise.allSettled(writes)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
      await one.kv.remove(
        space,
        (await one.kv.list(space, { exact: '', from: '', to: 'z' }, { after: '', limit: 1 }))[0] ?? '',
      )
      await two.put('again', Buffer.alloc(10))
      const used = await first.first(z.object({ used_bytes: z.int() }), 'SELECT used_bytes FROM space')
      expect(used).toEqual({ used_bytes: limitBytes })
    })
  })

  describe(`createSqlDatabaseStore on ${name}`, () => {
    test('replaces a database only if it is still the one that was read', async () => {
      const [one, two] = [first, second].map((database) =>
        createSqlDatabaseStore({
          ...{ database, clock: { now: () => 0 }, freeSpace: createFreeSpace(undefined) },
          quota: createQuota({ database, limitBytes: undefined }),
        }),
      )
      const at = { space, name: 'notes' }
      const bytes = Buffer.alloc(mebibyte, 3)
      expect([await one?.replace(at, bytes, undefined), await two?.replace(at, bytes, undefined)]).toEqual([
        true,
        false,
      ])
      const read = await two?.read(at)
      expect([read?.revision, read && Buffer.compare(read.bytes, bytes)]).toEqual([1, 0])
      expect([await one?.replace(at, Buffer.of(1), read), await two?.replace(at, Buffer.of(2), read)]).toEqual([
        true,
        false,
      ])
      expect(await one?.read(at)).toEqual({ bytes: Buffer.of(1), revision: 2 })
    })
  })

  describe(`createLease on ${name}`, () => {
    test('is held by one process, until it expires', async () => {
      const leaseOf = (database: Database, durationMs: number) => createLease({ database, name: 'x', durationMs })
      const [one, two] = [leaseOf(first, 600_000), leaseOf(second, 600_000)]
      expect([await one.hold(), await two.hold(), await one.hold()]).toEqual([true, false, true])
      await first.run('UPDATE lease SET expires_at = 0')
      expect([await two.hold(), await one.hold()]).toEqual([true, false])
      await two.release()
      expect(await one.hold()).toBe(true)
    })
  })
}
