import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SpawnedNode, spawnNode } from '../node/testing/spawnNode.ts'
import { describeSessionStorage } from '../sdk-core/testing/describeSessionStorage.ts'
import { FileSessionStorage } from './fileSessionStorage.ts'
import { runChild } from './testing/runChild.ts'

let folder: string
let node: SpawnedNode
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openkey-sessions-'))
  node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: join(folder, 'node') })
})
afterAll(async () => {
  await node?.kill()
  await rm(folder, { recursive: true })
})

/** Returns the path of a file that does not exist, in a folder that does not exist. */
const freshPath = () => join(folder, `case-${++count}`, 'session.json')
const alice = '11'.repeat(32)
const bob = '22'.repeat(32)
const options = (privateKey: string) => ({ privateKey, host: node.url })

describeSessionStorage('FileSessionStorage', () => new FileSessionStorage(freshPath()))

describe('FileSessionStorage', () => {
  test('only the owner can read the file, whatever its mode was', async () => {
    const path = freshPath()
    const storage = new FileSessionStorage(path)
    await storage.set('a', '1')
    await chmod(path, 0o644)
    await storage.set('a', '2')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700)
  })

  test('leaves no temporary file and no lock', async () => {
    const path = freshPath()
    const storage = new FileSessionStorage(path)
    await Promise.all(['a', 'b', 'c'].map((key) => storage.set(key, key)))
    expect(await readdir(join(path, '..'))).toEqual(['session.json'])
  })

  test('concurrent writes of one process and of several instances keep every key', async () => {
    const path = freshPath()
    const storages = [new FileSessionStorage(path), new FileSessionStorage(path)]
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`)
    await Promise.all(keys.map((key, index) => storages[index % 2]?.set(key, key)))
    expect(await Promise.all(keys.map((key) => new FileSessionStorage(path).get(key)))).toEqual(keys)
  })

  test.each([
    ['half a file', '{"version":1,"values":{"a":"1"'],
    ['an empty file', ''],
    ['another version', '{"version":2,"values":{}}'],
    ['another type of value', '{"version":1,"values":{"a":1}}'],
    ['bytes', '\u0000\uFFFD'],
  ])('reports %s as damaged, keeps it aside, and starts anew', async (_, text) => {
    const path = freshPath()
    const storage = new FileSessionStorage(path)
    await storage.set('a', '1')
    await writeFile(path, text)
    await expect(storage.get('a')).rejects.toMatchObject({
      code: 'session_storage_damaged',
      message: 'The file with the sessions is damaged.',
      details: { received: path },
    })
    await storage.set('b', '2')
    expect(await storage.get('b')).toBe('2')
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(text)
  })
})

describe('a program with FileSessionStorage', () => {
  test('reuses its session after a restart', async () => {
    const path = freshPath()
    const start = () =>
      runChild({ options: options(alice), path, calls: [['signIn'], ['put', 'a', 'b'], ['get', 'a']] })
    const [siwe, ...values] = await start()
    expect(values).toEqual([true, 'b'])
    expect(await start()).toEqual([siwe, true, 'b'])
  })

  test('a session-only restart restores it without the key', async () => {
    const path = freshPath()
    await runChild({ options: options(alice), path, calls: [['signIn'], ['put', 'a', 'b']] })
    const calls = [['hasStoredSession'], ['restoreSession'], ['get', 'a']] as const
    expect(await runChild({ options: { host: node.url }, path, calls })).toEqual([true, 'restored', 'b'])
  })

  test('two processes that share the file keep both sessions', async () => {
    const path = freshPath()
    const signIn = (key: string) => runChild({ options: options(key), path, calls: [['signIn']] })
    const first = await Promise.all([signIn(alice), signIn(bob)])
    expect(first[0]).not.toEqual(first[1])
    expect(await Promise.all([signIn(alice), signIn(bob)])).toEqual(first)
  })

  test('two processes of one account end with one valid session', async () => {
    const path = freshPath()
    const signIn = () => runChild({ options: options(alice), path, calls: [['signIn'], ['put', 'a', 'b']] })
    const signed = (await Promise.all([signIn(), signIn()])).map(([siwe]) => siwe)
    const [later, isWritten] = await signIn()
    expect(signed).toContain(later)
    expect(isWritten).toBe(true)
  })

  test('signs in again if the file is damaged', async () => {
    const path = freshPath()
    const calls = [['restoreSession'], ['signIn'], ['storageError'], ['restoreSession']] as const
    await runChild({ options: options(alice), path, calls: [['signIn']] })
    await writeFile(path, '{"version":1,"val')
    const outcome = ['corrupt', expect.stringContaining(' wants you to sign in '), null, 'restored']
    expect(await runChild({ options: options(alice), path, calls })).toEqual(outcome)
  })

  test('signs in where the folder is read-only, and says that nothing was stored', async () => {
    const readOnly = await mkdtemp(join(tmpdir(), 'openkey-read-only-'))
    await chmod(readOnly, 0o555)
    try {
      const calls = [['signIn'], ['storageError'], ['put', 'a', 'b'], ['restoreSession']] as const
      const input = { options: options(alice), path: join(readOnly, 'session.json'), user: 65_534, calls }
      const [siwe, ...rest] = await runChild(input)
      expect(siwe).toContain(' wants you to sign in ')
      expect(rest).toEqual(['EACCES', true, 'missing'])
    } finally {
      await rm(readOnly, { recursive: true })
    }
  })
})
