import { parseSiweMessage, recoverPersonalSigner } from '@openkey/protocol/siwe'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient } from '../testing/passkeyClient.ts'
import { type RecordedNode, startRecordedNode } from '../testing/recordedNode.ts'
import { plainMessage, signInMessage } from '../testing/signInMessage.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

type Key = { readonly id: string; readonly address: string }
type Prepared = { readonly authorizationContextToken: string; readonly allowedActionIds: readonly string[] }
type Previewed = { readonly previewApprovalToken: string; readonly signedMessage: string }

let node: RecordedNode
let endpoint: TestEndpoint
let bearer: string
let key: Key
beforeAll(async () => {
  node = await startRecordedNode()
  endpoint = await startTestEndpoint({ bootstrap: { host: node.url, syncBudgetMs: 60_000 } })
  bearer = await endpoint.signIn('ada@example.com')
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  const [first = { id: '', address: '' }] = (body as { keys: readonly Key[] }).keys
  key = first
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(async () => {
  await endpoint.close()
  await node.close()
})

const post = (route: string, body: object, session = bearer) =>
  endpoint.call('POST', `/api/delegate/${route}`, { bearer: session, body })

const inAccount = { kv: { 'spaces/': ['tinycloud.kv/get'] } }
const message = () => signInMessage({ address: key.address, inAccount })

async function prepare(siwe = message(), session = bearer) {
  const { status, body } = await post('authorize-sign-prepare', { keyId: key.id, siwe }, session)
  return { status, body: body as Prepared }
}

async function preview({ authorizationContextToken }: Prepared, selectedActionIds: readonly string[], changes = {}) {
  const body = { authorizationContextToken, selectedActionIds, ...changes }
  const { status, body: answer } = await post('authorize-sign-preview', body)
  return { status, body: answer as Previewed }
}

const sign = (
  { authorizationContextToken }: Prepared,
  { previewApprovalToken }: Previewed,
  selectedActionIds: readonly string[],
) => post('authorize-sign', { authorizationContextToken, previewApprovalToken, selectedActionIds, protocolVersion: 1 })

const refused = (code: string) => ({ status: 400, body: { code } })

describe('narrowingRoutes', () => {
  test('S3: sign exactly the bytes of the preview, which grants what was kept, and provision the account', async () => {
    const { body: prepared } = await prepare()
    expect(prepared).toMatchObject({
      authorizationContextToken: expect.stringMatching(/^oks_[0-9a-f]{64}$/),
      initialSelectionActionIds: prepared.allowedActionIds,
      baselineAbilitiesDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      address: key.address,
      metadataTrust: { status: 'unsigned' },
    })
    const [get, put, registry] = ['default\0\0tinycloud.kv/get', 'default\0\0tinycloud.kv/put', 'tinycloud.kv/get'].map(
      (end, index) =>
        prepared.allowedActionIds.find((id) => id.endsWith(end) && id.includes(index < 2 ? 'default' : 'spaces/')),
    )
    const selected = [get ?? '', registry ?? '']
    const { body: previewed } = await preview(prepared, selected)
    expect(previewed.signedMessage).not.toContain("'put'")
    const { status, body } = await sign(prepared, previewed, selected)
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        protocolVersion: 1,
        address: key.address,
        signedMessage: previewed.signedMessage,
        selectedActionKeys: expect.arrayContaining(selected),
        tinycloudBootstrap: { status: 'complete' },
      },
    })
    const { signature, permissions } = body as { signature: `0x${string}`; permissions: readonly object[] }
    expect(recoverPersonalSigner(previewed.signedMessage, signature)).toBe(key.address)
    expect(JSON.stringify(permissions)).not.toContain('tinycloud.kv/put')
    expect(put).toBeDefined()
    expect(node.calls.map(({ name }) => name)).toContain('kv system/bootstrap/complete')
    expect(endpoint.logged.findLast(({ event }) => event === 'signature')).toEqual({
      ...{ event: 'signature', purpose: 'sign-in', outcome: 'narrowed' },
    })
  })

  test('S3: an unchanged selection signs the bytes that the app prepared', async () => {
    const siwe = message()
    const { body: prepared } = await prepare(siwe)
    const { body: previewed } = await preview(prepared, prepared.allowedActionIds)
    expect(previewed.signedMessage).toBe(siwe)
    expect(await sign(prepared, previewed, prepared.allowedActionIds)).toMatchObject({ status: 200 })
  })

  test('a shorter time is previewed and signed', async () => {
    const { body: prepared } = await prepare()
    const expirationTime = new Date(endpoint.clock.now() + 60_000).toISOString()
    const { body: previewed } = await preview(prepared, prepared.allowedActionIds, { expirationTime })
    expect(parseSiweMessage(previewed.signedMessage).expirationTime).toBe(expirationTime)
    const later = { expirationTime: new Date(endpoint.clock.now() + 86_400_000).toISOString() }
    expect(await preview(prepared, prepared.allowedActionIds, later)).toMatchObject(
      refused('candidate-broadens-baseline'),
    )
    expect(await sign(prepared, previewed, prepared.allowedActionIds)).toMatchObject({ status: 200 })
  })

  test('S3: only the last preview can be signed, with its own selection', async () => {
    const { body: prepared } = await prepare()
    const [first = ''] = prepared.allowedActionIds
    const { body: one } = await preview(prepared, [first])
    await preview(prepared, prepared.allowedActionIds)
    expect(await sign(prepared, one, [first])).toMatchObject(refused('preview-approval-not-found'))
    // A failed attempt uses the context up.
    expect(await sign(prepared, one, [first])).toMatchObject(refused('context-not-found'))
    const { body: next } = await prepare()
    const { body: whole } = await preview(next, [first])
    expect(await sign(next, whole, next.allowedActionIds)).toMatchObject(refused('preview-approval-selection-mismatch'))
  })

  test('signs once, within five minutes', async () => {
    const { body: prepared } = await prepare()
    const { body: previewed } = await preview(prepared, prepared.allowedActionIds)
    expect(await sign(prepared, previewed, prepared.allowedActionIds)).toMatchObject({ status: 200 })
    expect(await sign(prepared, previewed, prepared.allowedActionIds)).toMatchObject(refused('context-not-found'))
    const { body: late } = await prepare()
    const { body: shown } = await preview(late, late.allowedActionIds)
    endpoint.clock.advance(300_001)
    expect(await sign(late, shown, late.allowedActionIds)).toMatchObject(refused('context-not-found'))
  })

  test('signs nothing that was not previewed', async () => {
    const { body: prepared } = await prepare()
    const never = { previewApprovalToken: `okp_${'0'.repeat(64)}`, signedMessage: '' }
    expect(await sign(prepared, never, prepared.allowedActionIds)).toMatchObject(refused('preview-approval-not-found'))
  })

  test('S7: a context belongs to the user who opened it', async () => {
    const eve = await endpoint.signIn('eve@example.com')
    const { body: prepared } = await prepare()
    const { authorizationContextToken } = prepared
    const body = { authorizationContextToken, selectedActionIds: prepared.allowedActionIds }
    expect(await post('authorize-sign-preview', body, eve)).toMatchObject(refused('context-not-found'))
    const { previewApprovalToken } = (await preview(prepared, prepared.allowedActionIds)).body
    expect(await post('authorize-sign', { ...body, previewApprovalToken }, eve)).toMatchObject(
      refused('context-not-found'),
    )
    expect(await prepare(message(), eve)).toMatchObject({ status: 404, body: { code: 'key_not_found' } })
  })

  test.each<[string, () => string]>([
    ['invalid_siwe_recap', () => 'Sign this.'],
    ['not_a_recap_siwe', () => plainMessage({ address: key.address as `0x${string}` })],
    ['siwe_address_mismatch', () => signInMessage({ address: `0x${'11'.repeat(20)}` })],
  ])('reject a message: %s', async (code, siwe) => {
    expect(await prepare(siwe())).toMatchObject({ status: 400, body: { code } })
  })

  test('S2: a session that a page’s frame opened prepares messages of that page only', async () => {
    const page = createPasskeyClient(endpoint)
    const { authenticator } = await page.registered('frame@example.com')
    const { body } = await page.authenticate(authenticator, { topOrigin: 'https://other.example' })
    const { sessionToken } = body as { sessionToken: string }
    const { body: listed } = await endpoint.call('GET', '/api/keys', { bearer: sessionToken })
    const [theirs = key] = (listed as { keys: readonly Key[] }).keys
    const siwe = signInMessage({ address: theirs.address })
    expect(await post('authorize-sign-prepare', { keyId: theirs.id, siwe }, sessionToken)).toMatchObject({
      status: 403,
    })
  })

  test('S21: keep at most sixteen contexts of a user', async () => {
    const { body: oldest } = await prepare()
    for (let count = 0; count < 16; count++) {
      endpoint.clock.advance(10)
      await prepare()
    }
    expect(await preview(oldest, oldest.allowedActionIds)).toMatchObject(refused('context-not-found'))
  })

  test.each(['authorize-sign-prepare', 'authorize-sign-preview', 'authorize-sign'])(
    '%s rejects a request without a session',
    async (route) => {
      expect((await endpoint.call('POST', `/api/delegate/${route}`, { body: {} })).status).toBe(401)
    },
  )
})

describe('an endpoint that signs only what a passkey approved', () => {
  test('S10: signs no narrowed message without an approval', async () => {
    const strict = await startTestEndpoint({ approval: 'required' })
    const session = await strict.signIn('ada@example.com')
    const call = async (route: string, body: object) =>
      strict.call('POST', `/api/delegate/${route}`, { bearer: session, body })
    const { body } = await strict.call('GET', '/api/keys', { bearer: session })
    const [{ id, address } = { id: '', address: '' }] = (body as { keys: readonly Key[] }).keys
    const prepared = (await call('authorize-sign-prepare', { keyId: id, siwe: signInMessage({ address }) }))
      .body as Prepared
    const { authorizationContextToken, allowedActionIds: selectedActionIds } = prepared
    const shown = (await call('authorize-sign-preview', { authorizationContextToken, selectedActionIds }))
      .body as Previewed
    const { previewApprovalToken } = shown
    expect(
      await call('authorize-sign', { authorizationContextToken, previewApprovalToken, selectedActionIds }),
    ).toMatchObject({ status: 403, body: { code: 'approval_required' } })
    await strict.close()
  })
})
