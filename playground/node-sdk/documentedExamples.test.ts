import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createNode } from '../node/index.ts'
import { runSnippet } from '../sdk-core/testing/runSnippet.ts'
import { alice as aliceKey, bob as bobKey } from '../sdk-core/testing/wallets.ts'
import { FileSessionStorage, TinyCloudNode } from './index.ts'

/** The documented examples of the client, line by line. The hosted node's address leads to a node in this process. */
const sessionOnly = `import { TinyCloudNode } from '@tinycloud/node-sdk';
// No privateKey -- session-only mode
const tc = new TinyCloudNode({
  host: 'https://node.tinycloud.xyz',
});
// tc.signIn() would fail -- no private key to sign with
// But this client can receive and use delegations
const access = await tc.useDelegation(portableDelegation);
const result = await access.kv.get('shared/document');`

const persisted = `import { TinyCloudNode, FileSessionStorage } from '@tinycloud/node-sdk';
// Persists session to disk -- survives process restarts
const tc = new TinyCloudNode({
  privateKey: process.env.WALLET_PRIVATE_KEY,
  sessionStorage: new FileSessionStorage('./session.json'),
});
await tc.signIn();
// Session saved to ./session.json
// On next startup, signIn() reuses the persisted session if still valid`

const afterSignIn = `await tc.signIn();
console.log(tc.did);
// did:pkh:eip155:1:0xd8dA...6045 (primary DID)
console.log(tc.sessionDid);
// did:key:z6Mk...#z6Mk... (session key DID)`

const beforeSignIn = `// Before signIn or in session-only mode
console.log(tc.did);
// did:key:z6Mk...#z6Mk...
console.log(tc.sessionDid);
// did:key:z6Mk...#z6Mk... (same value)`

const wrong = `// WRONG - using sessionDid for delegations will fail server validation
await alice.createDelegation({
  delegateDID: bob.sessionDid, // Session key DID - ephemeral!
  abilities: ["tinycloud.kv/get", "tinycloud.kv/put"]
});
// Error: "Delegation failed: invalid delegatee"`

const correct = `// CORRECT - use tc.did (which returns primary DID after signIn)
await alice.createDelegation({
  delegateDID: bob.did, // Primary DID after signIn
  abilities: ["tinycloud.kv/get", "tinycloud.kv/put"]
});`

const quickReference = `// After signIn():
console.log("User identity (for delegations):", tc.did);
// -> did:pkh:eip155:1:0xabc... (primary DID)
console.log("Session key (for debugging):", tc.sessionDid);
// -> did:key:z6Mk...#z6Mk...
// Summary:
// tc.did = Primary DID after signIn, session DID before signIn
// tc.sessionDid = Always session key DID`

const sessionDid = expect.stringMatching(/^did:key:(z6Mk\w+)#\1$/)
const keys = { alice: '11'.repeat(32), bob: '22'.repeat(32) }

describe('the documented examples', () => {
  test('a session-only client uses a delegation, and cannot sign in', async () => {
    const { alice } = await playground()
    await alice.signIn()
    await alice.kv.put('shared/document', 'delegated')
    // The delegation is for the session of the example's client, so it is created when the client exists.
    const delegated: { client?: TinyCloudNode } = {}
    class Service extends TinyCloudNode {
      override async useDelegation() {
        delegated.client = this
        const options = { sessionDID: this.sessionDid, abilities: ['tinycloud.kv/get'], path: 'shared/' }
        return super.useDelegation(await alice.createSessionDelegation(options))
      }
    }
    const { tc, result } = await runSnippet(sessionOnly, { TinyCloudNode: Service, portableDelegation: undefined })
    expect(tc).toBe(delegated.client)
    expect(result).toMatchObject({ ok: true, data: { data: 'delegated' } })
    await expect(delegated.client?.signIn()).rejects.toMatchObject({ code: 'signer_missing' })
  })

  test('a program signs in, saves its session, and reuses it at the next start', async () => {
    await playground()
    const folder = await mkdtemp(join(tmpdir(), 'openkey-example-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    class InFolder extends FileSessionStorage {
      constructor(path: string) {
        super(join(folder, path))
      }
    }
    const process = { env: { WALLET_PRIVATE_KEY: keys.alice } }
    const start = async () => {
      const { tc } = await runSnippet(persisted, { TinyCloudNode, FileSessionStorage: InFolder, process })
      return tc instanceof TinyCloudNode ? tc.session() : undefined
    }
    const session = await start()
    expect(session?.address).toBe(aliceKey.address)
    expect((await stat(join(folder, 'session.json'))).mode & 0o777).toBe(0o600)
    expect(await start()).toEqual(session)
  })

  test('did is the session DID before, and the primary DID after; sessionDid is always the session’s', async () => {
    const { alice: tc } = await playground()
    const log: unknown[] = []
    const scope = { tc, console: { log: (...values: unknown[]) => log.push(values.at(-1)) } }
    await runSnippet(beforeSignIn, scope)
    expect(log).toEqual([sessionDid, log[0]])
    await runSnippet(afterSignIn, scope)
    await runSnippet(quickReference, scope)
    const primary = `did:pkh:eip155:1:${aliceKey.address}`
    expect(log.slice(2)).toEqual([primary, sessionDid, primary, log[3]])
  })

  test('a delegation to a session DID fails with the documented message, one to the primary DID works', async () => {
    const { alice, bob } = await playground()
    await alice.signIn()
    await bob.signIn()
    await expect(runSnippet(wrong, { alice, bob })).rejects.toMatchObject({
      code: 'delegatee_invalid',
      message: 'Delegation failed: invalid delegatee',
    })
    await runSnippet(correct, { alice, bob })
    const abilities = ['tinycloud.kv/get', 'tinycloud.kv/put']
    const access = await bob.useDelegation(await alice.createDelegation({ delegateDID: bob.did, abilities }))
    expect(await access.kv.put('from/bob', 'hello')).toMatchObject({ ok: true })
    expect(await alice.kv.get('from/bob')).toMatchObject({ data: { data: 'hello' } })
  })

  test('at the node, a delegation to a session ends with that session, one to the primary DID does not', async () => {
    const { alice, bob } = await playground()
    await alice.signIn()
    await alice.kv.put('document', 'delegated')
    await bob.signIn()
    const abilities = ['tinycloud.kv/get']
    const toUser = await alice.createDelegation({ delegateDID: bob.did, abilities })
    const toSession = await alice.createSessionDelegation({ sessionDID: bob.sessionDid, abilities })
    expect(await (await bob.useDelegation(toSession)).kv.get('document')).toMatchObject({ ok: true })
    await bob.signOut()
    await bob.signIn()
    await expect(bob.useDelegation(toSession)).rejects.toMatchObject({ code: 'delegatee_invalid' })
    expect(await (await bob.useDelegation(toUser)).kv.get('document')).toMatchObject({ ok: true })
    expect(bob.did).toBe(`did:pkh:eip155:1:${bobKey.address}`)
  })
})

/** Creates the clients of Alice and Bob. */
async function playground() {
  const node = await createNode({ dataDir: ':memory:' })
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const sent = new Request(...request)
    if (new URL(sent.url).origin !== 'https://node.tinycloud.xyz') throw new TypeError('fetch failed')
    return node.fetch(sent)
  })
  onTestFinished(async () => {
    vi.unstubAllGlobals()
    await node.close()
  })
  return { alice: new TinyCloudNode({ privateKey: keys.alice }), bob: new TinyCloudNode({ privateKey: keys.bob }) }
}
