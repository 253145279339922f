import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { startTimeoutMs } from '../../key-endpoint/testing/startTimeoutMs.ts'
import { publicUrl, startTestEndpoint, type TestEndpoint } from '../../key-endpoint/testing/testEndpoint.ts'
import { createNode, type TinyCloudNode as Node } from '../../node/index.ts'
import { host } from '../../sdk-core/testing/clientsOf.ts'
import { createCredentialStore } from '../device/programCredentials.ts'
import { createProofKey } from '../device/proofKey.ts'
import { FileSessionStorage, TinyCloudNode } from '../index.ts'
import { createAccess } from './access.ts'
import { exitCodes, runCommand } from './runCommand.ts'

let endpoint: TestEndpoint
let node: Node
let bearer: string
let keyId: string
let did: string
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  node = await createNode({ dataDir: ':memory:' })
}, startTimeoutMs)
beforeEach(async () => {
  bearer = await endpoint.signIn(`ada-${Math.random()}@example.com`)
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  const [key] = (body as { keys: readonly { id: string; address: string }[] }).keys
  keyId = key?.id ?? ''
  did = `did:pkh:eip155:1:${key?.address}`
})
afterAll(async () => {
  await endpoint.close()
  await node.close()
})

/** Sends each request to the service that it names. */
const fetch: typeof globalThis.fetch = async (...args) => {
  const request = new Request(...args)
  return request.url.startsWith(publicUrl) ? endpoint.fetch(request) : node.fetch(request)
}

type Person = (userCode: string) => Promise<unknown>
const decide = (decision: string, body: object) => endpoint.call('POST', `/api/device/${decision}`, { bearer, body })
const approve: Person = (userCode) => decide('approve', { userCode, keyId })

/** A command line in a folder of its own, and a person who sees what it prints. */
async function commandLine(person: Person = approve) {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-cli-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const credentialsPath = join(folder, 'program.json')
  let printed = ''
  return {
    credentialsPath,
    async run(...args: readonly string[]) {
      const [out, err]: [string[], string[]] = [[], []]
      printed = ''
      const code = await runCommand(args, {
        access: createAccess({
          ...{ privateKey: undefined, host, fetch, keyEndpointUrl: publicUrl, deviceName: 'laptop' },
          sessionStorage: new FileSessionStorage(join(folder, 'sessions.json')),
          credentials: createCredentialStore(new FileSessionStorage(credentialsPath)),
          wait: async (ms) => {
            endpoint.clock.advance(ms)
            const [userCode] = /[A-Z]{4}-[A-Z]{4}/.exec(printed) ?? []
            printed = ''
            if (userCode !== undefined) await person(userCode)
          },
        }),
        print: (line) => {
          printed += line
          out.push(line)
        },
        progress: () => {},
        report: (line) => {
          printed += line
          err.push(line)
        },
        readInput: async () => '',
      })
      return { code, out: out.join('\n'), err: err.join('\n') }
    },
  }
}

/** Reads the account as RFC 6750 describes it. */
const statusOfBearer = (bearer: string) => endpoint.call('GET', '/api/delegate/account', { bearer })

describe('tinycloud login', () => {
  test('prints address and code, waits for the person, and keeps the token for its owner only', async () => {
    const { run, credentialsPath } = await commandLine()
    const { code, out, err } = await run('login')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(`Connected to ${did} until 2`) })
    expect(err).toMatch(/^Open http:\/\/openkey\.localhost:5174\/device and type this code within 10 minutes:/)
    expect((await stat(credentialsPath)).mode & 0o777).toBe(0o600)
    expect(await run('whoami')).toEqual({ code: 0, out: did, err: '' })
  })

  test('prints one line of JSON for the code, and one for the result', async () => {
    const { run } = await commandLine()
    const { out, err } = await run('--json', 'login')
    expect(err).toBe('')
    expect(out.split('\n').map((line) => JSON.parse(line))).toEqual([
      {
        verificationUri: 'http://openkey.localhost:5174/device',
        userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
        expiresInMs: 600_000,
      },
      { did, expiresAt: expect.any(String) },
    ])
  })

  test('says that the person declined', async () => {
    const { run } = await commandLine((userCode) => decide('deny', { userCode }))
    expect(await run('login')).toMatchObject({
      code: exitCodes.failed,
      err: expect.stringContaining('access_declined: The owner of the account declined'),
    })
  })

  test('gives up when the code has expired', async () => {
    const { run } = await commandLine(async () => endpoint.clock.advance(600_000))
    expect(await run('login')).toMatchObject({
      code: exitCodes.failed,
      err: expect.stringContaining('access_declined: Nobody entered the code in time'),
    })
    endpoint.clock.reset()
  })

  test('ends the earlier connection', async () => {
    const { run } = await commandLine()
    await run('login')
    await run('login')
    const { body } = await endpoint.call('GET', '/api/sessions', { bearer })
    const { sessions } = body as { sessions: readonly { program?: string }[] }
    expect(sessions.filter(({ program }) => program !== undefined)).toHaveLength(1)
  })
})

describe('a connected command line', () => {
  test('puts, gets, lists and removes values, and creates the account it needs', async () => {
    const { run } = await commandLine()
    await run('login')
    expect(await run('kv', 'put', 'notes/a', 'hello')).toEqual({ code: 0, out: 'notes/a', err: '' })
    expect(await run('kv', 'get', 'notes/a')).toMatchObject({ out: 'hello' })
    expect(await run('--json', 'kv', 'ls', 'notes/')).toMatchObject({ out: '{"keys":["notes/a"]}' })
    expect(await run('kv', 'rm', 'notes/a')).toMatchObject({ code: 0 })
    expect(await run('kv', 'get', 'notes/a')).toMatchObject({ code: exitCodes.notFound })
    const purposes = endpoint.logged
      .filter(({ event, outcome }) => event === 'delegated_signature' && outcome === 'approved')
      .map(({ purpose }) => purpose)
    expect(new Set(purposes)).toEqual(new Set(['sign-in', 'host-space', 'bootstrap-session', 'bootstrap-host']))
  })

  test('runs SQL', async () => {
    const { run } = await commandLine()
    await run('login')
    expect(await run('sql', 'CREATE TABLE notes (text TEXT)')).toMatchObject({ code: 0 })
    expect(await run('--json', 'sql', "INSERT INTO notes VALUES ('hello')")).toMatchObject({ out: '{"changes":1}' })
    expect(await run('sql', 'SELECT * FROM notes')).toMatchObject({ out: 'text\nhello' })
  })

  test('shares a path with a third party, and revokes it', async () => {
    const { run } = await commandLine()
    await run('login')
    await run('kv', 'put', 'shared/a', 'for the reader')
    const { link, delegationCid } = JSON.parse((await run('--json', 'share', 'shared/')).out)
    const { kv } = await new TinyCloudNode({ host, fetch }).useShareLink(link)
    expect(await kv.get('shared/a')).toMatchObject({ data: { data: 'for the reader' } })
    expect(await run('revoke', delegationCid)).toMatchObject({ code: 0 })
    expect(await kv.get('shared/a')).toMatchObject({ ok: false })
  })

  test('delegates to another user', async () => {
    const { run } = await commandLine()
    await run('login')
    await run('kv', 'put', 'shared/a', 'for Bob')
    const bob = new TinyCloudNode({ host, fetch, privateKey: '22'.repeat(32) })
    await bob.signIn()
    const { out } = await run('delegate', bob.did, '--path', 'shared/')
    const { kv } = await bob.useDelegation(JSON.parse(out))
    expect(await kv.get('shared/a')).toMatchObject({ data: { data: 'for Bob' } })
  })

  test('S7: has nothing signed for a thief who has the token and not the key', async () => {
    const { run, credentialsPath } = await commandLine()
    await run('login')
    const store = createCredentialStore(new FileSessionStorage(credentialsPath))
    const credentials = await store.read()
    if (credentials === undefined) throw new Error('Not connected.')
    const [before, { status }] = [endpoint.logged.length, await statusOfBearer(credentials.accessToken)]
    expect(status).toBe(401)
    await store.write({ ...credentials, proofKey: await createProofKey() })
    expect(await run('whoami')).toMatchObject({
      code: exitCodes.notSignedIn,
      err: expect.stringContaining('access_ended: The key endpoint does not accept the key of this program'),
    })
    expect(endpoint.logged.slice(before).filter(({ event }) => event === 'delegated_signature')).toEqual([])
    await store.write(credentials)
    expect(await run('whoami')).toMatchObject({ code: 0, out: did })
  })

  test('logout revokes the token and deletes the session', async () => {
    const { run } = await commandLine()
    await run('login')
    expect(await run('logout')).toEqual({ code: 0, out: 'Signed out.', err: '' })
    const { body } = await endpoint.call('GET', '/api/sessions', { bearer })
    expect(body).toMatchObject({ sessions: [{ isCurrent: true }] })
    expect(await run('whoami')).toMatchObject({
      code: exitCodes.notSignedIn,
      err: expect.stringMatching(/signer_missing: .*\nRun “tinycloud login”/),
    })
  })

  test('is signed out when its owner removes it, and can log out and in again', async () => {
    const { run } = await commandLine()
    await run('login')
    const { body } = await endpoint.call('GET', '/api/sessions', { bearer })
    const { sessions } = body as { sessions: readonly { id: string; program?: string }[] }
    const { id } = sessions.find(({ program }) => program !== undefined) ?? { id: '' }
    await endpoint.call('DELETE', `/api/sessions/${id}`, { bearer })
    expect(await run('kv', 'ls')).toMatchObject({
      code: exitCodes.notSignedIn,
      err: 'access_ended: The owner has removed this program.\nRun “tinycloud login”, or set TINYCLOUD_PRIVATE_KEY to a private key.',
    })
    expect(await run('logout')).toMatchObject({ code: 0 })
    expect(await run('login')).toMatchObject({ code: 0 })
  })

  test('says why nothing is signed while its owner has turned signing without asking off', async () => {
    const { run } = await commandLine()
    await endpoint.call('PATCH', '/api/account/auto-sign', { bearer, body: { autoSignEnabled: false } })
    expect(await run('login')).toMatchObject({
      code: exitCodes.failed,
      err: expect.stringMatching(/signature_refused: .*turned automatic signing off/),
    })
  })
})
