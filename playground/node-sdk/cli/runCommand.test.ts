import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../../node/index.ts'
import { spawnNode } from '../../node/testing/spawnNode.ts'
import { host } from '../../sdk-core/testing/clientsOf.ts'
import { alice } from '../../sdk-core/testing/wallets.ts'
import { createCredentialStore } from '../device/programCredentials.ts'
import { FileSessionStorage, TinyCloudNode } from '../index.ts'
import { createAccess } from './access.ts'
import { exitCodes, runCommand } from './runCommand.ts'

const did = `did:pkh:eip155:1:${alice.address}`

describe('tinycloud', () => {
  test('whoami signs in once, and keeps the session for its owner only', async () => {
    const { run, path } = await playground()
    expect(await run('whoami')).toEqual({ code: 0, out: did, err: '', shown: ['Signing in …', ''] })
    expect(await run('whoami')).toMatchObject({ code: 0, out: did, err: '' })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('kv puts, gets, lists and removes', async () => {
    const { run } = await playground()
    expect(await run('kv', 'put', 'notes/a', 'hello')).toMatchObject({ code: 0, out: 'notes/a' })
    expect(await run('kv', 'get', 'notes/a')).toMatchObject({ code: 0, out: 'hello' })
    expect(await run('--json', 'kv', 'ls', 'notes/')).toEqual({
      code: 0,
      out: '{"keys":["notes/a"]}',
      err: '',
      shown: [],
    })
    expect(await run('kv', 'ls', 'notes/')).toMatchObject({ shown: expect.arrayContaining(['Listing keys … 1']) })
    expect(await run('kv', 'rm', 'notes/a')).toMatchObject({ code: 0 })
    expect(await run('kv', 'get', 'notes/a')).toMatchObject({
      code: exitCodes.notFound,
      out: '',
      err: expect.stringMatching(/^key_not_found: /),
    })
  })

  test('kv put reads the standard input without a value', async () => {
    const { run } = await playground({ input: 'from a pipe' })
    await run('kv', 'put', 'piped')
    expect(await run('--json', 'kv', 'get', 'piped')).toMatchObject({ out: '{"key":"piped","value":"from a pipe"}' })
  })

  test('sql runs statements and queries', async () => {
    const { run } = await playground()
    await run('sql', 'CREATE TABLE notes (text TEXT, stars INTEGER)')
    expect(await run('--json', 'sql', "INSERT INTO notes VALUES ('hello', 5)")).toMatchObject({ out: '{"changes":1}' })
    expect(await run('sql', 'SELECT * FROM notes')).toMatchObject({ out: 'text\tstars\nhello\t5' })
    expect(await run('sql', 'nonsense')).toMatchObject({
      code: exitCodes.failed,
      err: expect.stringMatching(/^sql_rej/),
    })
  })

  test('a share link is opened by a third party, revoked, and refused', async () => {
    const { run, reader } = await playground()
    await run('kv', 'put', 'shared/a', 'for the reader')
    const { out } = await run('--json', 'share', 'shared/', '--url', 'https://app.example/')
    const { link, delegationCid } = JSON.parse(out)
    const { kv } = await reader.useShareLink(link)
    expect(await kv.get('shared/a')).toMatchObject({ data: { data: 'for the reader' } })
    expect(await run('revoke', delegationCid)).toMatchObject({ code: 0 })
    expect(await kv.get('shared/a')).toMatchObject({ ok: false })
  })

  test('delegate prints a delegation that the other user can use', async () => {
    const { run, other } = await playground()
    await run('kv', 'put', 'shared/a', 'for Bob')
    await other.signIn()
    const { out } = await run('delegate', other.did, '--path', 'shared/')
    const { kv } = await other.useDelegation(JSON.parse(out))
    expect(await kv.get('shared/a')).toMatchObject({ data: { data: 'for Bob' } })
    expect(await run('delegate', other.sessionDid, '--path', 'shared/')).toMatchObject({
      code: exitCodes.failed,
      err: 'delegatee_invalid: Delegation failed: invalid delegatee',
    })
  })

  test('as a process of its own, keeps its session in the configuration folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openkey-cli-'))
    const node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: join(folder, 'node') })
    onTestFinished(async () => {
      await node.kill()
      await rm(folder, { recursive: true })
    })
    const env = {
      PATH: process.env.PATH,
      TINYCLOUD_PRIVATE_KEY: '11'.repeat(32),
      TINYCLOUD_HOST: node.url,
      TINYCLOUD_CONFIG_DIR: join(folder, 'config'),
    }
    const script = fileURLToPath(new URL('../../tinycloud.mjs', import.meta.url))
    const tc = (...args: readonly string[]) => promisify(execFile)(process.execPath, [script, ...args], { env })
    expect(await tc('--json', 'kv', 'put', 'a', 'hello')).toEqual({ stdout: '{"key":"a"}\n', stderr: '' })
    expect(await tc('kv', 'get', 'a')).toEqual({ stdout: 'hello\n', stderr: '' })
    expect((await stat(join(folder, 'config/sessions.json'))).mode & 0o777).toBe(0o600)
    await expect(tc('kv', 'get', 'b')).rejects.toMatchObject({ code: exitCodes.notFound })
  })

  test('as a process of its own, ends quietly when nobody reads its output', async () => {
    const script = fileURLToPath(new URL('../../tinycloud.mjs', import.meta.url))
    const command = `{ "$0" "$1" --help; echo $? >&2; } | true`
    const { stderr } = await promisify(execFile)('sh', ['-c', command, process.execPath, script])
    expect(stderr).toBe('0\n')
  })

  test('logout deletes the session', async () => {
    const { run, hasSession } = await playground()
    await run('whoami')
    expect(await hasSession()).toBe(true)
    expect(await run('logout')).toMatchObject({ code: 0, out: 'Signed out.' })
    expect(await hasSession()).toBe(false)
  })

  test('says what is missing without a key', async () => {
    const { run } = await playground({ hasKey: false })
    expect(await run('--json', 'whoami')).toMatchObject({
      code: exitCodes.notSignedIn,
      err: expect.stringMatching(
        /^signer_missing: .* session-only.*\nRun “tinycloud login”, or set TINYCLOUD_PRIVATE_KEY/,
      ),
    })
  })

  test('ends what it shows when the work fails', async () => {
    const { run } = await playground({ hasKey: false })
    expect((await run('whoami')).shown).toEqual(['Signing in …', ''])
  })

  test('login needs the URL of a key endpoint', async () => {
    const { run } = await playground({ hasKey: false })
    expect(await run('login')).toMatchObject({
      code: exitCodes.failed,
      err: expect.stringMatching(/^option_invalid: Set TINYCLOUD_KEY_ENDPOINT/),
    })
  })

  test('help lists the commands; a wrong command is a usage error', async () => {
    const { run } = await playground()
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const name of ['login', 'whoami', 'kv', 'sql', 'delegate', 'share', 'revoke', 'logout'])
      expect(out).toContain(name)
    expect(await run('nonsense')).toMatchObject({ code: exitCodes.usage, err: expect.stringContaining('nonsense') })
    expect(await run('kv', 'put')).toMatchObject({ code: exitCodes.usage })
  })
})

/** Runs commands as Alice, each with a client of its own that shares one file. */
async function playground({ input = '', hasKey = true } = {}) {
  const privateKey = hasKey ? '11'.repeat(32) : undefined
  const folder = await mkdtemp(join(tmpdir(), 'openkey-cli-'))
  const node = await createNode({ dataDir: ':memory:' })
  onTestFinished(async () => {
    await node.close()
    await rm(folder, { recursive: true })
  })
  const fetch: typeof globalThis.fetch = async (...request) => node.fetch(new Request(...request))
  const path = join(folder, 'sessions.json')
  const client = (key: string | undefined) => new TinyCloudNode({ privateKey: key, host, fetch })
  return {
    path,
    reader: client(undefined),
    other: client('22'.repeat(32)),
    async run(...args: readonly string[]) {
      const [out, err, shown]: [string[], string[], string[]] = [[], [], []]
      const code = await runCommand(args, {
        access: createAccess({
          ...{ privateKey, host, fetch, keyEndpointUrl: undefined, deviceName: 'test' },
          sessionStorage: new FileSessionStorage(path),
          credentials: createCredentialStore(new FileSessionStorage(join(folder, 'program.json'))),
        }),
        print: (line) => out.push(line),
        report: (line) => err.push(line),
        progress: (text) => shown.push(text),
        readInput: async () => input,
      })
      return { code, out: out.join('\n'), err: err.join('\n'), shown }
    },
    hasSession: async () => (await readFile(path, 'utf8')).includes('sessionKey'),
  }
}
