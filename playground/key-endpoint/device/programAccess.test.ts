import { createHostingMessage, createSessionKey } from '@openkey/protocol/session'
import { recoverPersonalSigner } from '@openkey/protocol/siwe'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { routeLimits } from '../limits/routeBudgets.ts'
import { clientId, createDeviceClient, type DeviceClient, type ProgramCall } from '../testing/deviceClient.ts'
import { createDpopKey } from '../testing/dpopKey.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

type Key = { readonly id: string; readonly address: string }

let endpoint: TestEndpoint
let device: DeviceClient
let bearer: string
let key: Key
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  device = createDeviceClient(endpoint)
  bearer = await endpoint.signIn('ada@example.com')
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  ;[key = { id: '', address: '' }] = (body as { keys: readonly Key[] }).keys
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const hosting = (address = key.address) =>
  createHostingMessage({
    address,
    chainId: 1,
    domain: 'cli.tinycloud.xyz',
    issuedAt: new Date(endpoint.clock.now()).toISOString(),
    spaceId: `tinycloud:pkh:eip155:1:${address}:default`,
    peerId: createSessionKey().did,
  })

async function sign(token: string, changes: object = {}) {
  const { status, body } = await device.call(token, 'POST', '/api/delegate/sign', {
    body: { address: key.address, chainId: 1, message: hosting(), type: 'siwe', ...changes },
  })
  return { status, body }
}
const read = (token: string, options?: ProgramCall) => device.call(token, 'GET', '/api/delegate/account', options)
const revokeForm = (token: string, program = clientId) => ({ client_id: program, token })

describe('the token of a program', () => {
  test('has a message of the bootstrap signed, and reads which account it is for', async () => {
    const token = await device.connect(bearer, key.id)
    const message = hosting()
    const { status, body } = await sign(token, { message })
    expect(status).toBe(200)
    const { signature } = body as { signature: `0x${string}` }
    expect(recoverPersonalSigner(message, signature)).toBe(key.address)
    expect((await read(token)).body).toEqual({
      address: key.address,
      chainId: 1,
      keyId: key.id,
      domain: 'cli.tinycloud.xyz',
      program: 'TinyCloud command line',
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
    })
    expect(endpoint.logged).toContainEqual({
      event: 'delegated_signature',
      outcome: 'approved',
      program: clientId,
    })
  })

  test('S7: has nothing else signed than a session of the owner has', async () => {
    const token = await device.connect(bearer, key.id)
    expect(await sign(token, { message: 'Send everything.', type: 'message' })).toMatchObject({
      body: { approved: false, needsApproval: true, code: 'outside_bootstrap_allowlist' },
    })
  })

  test('signs nothing while the owner has turned automatic signing off', async () => {
    const token = await device.connect(bearer, key.id)
    const setAutoSign = (autoSignEnabled: boolean) =>
      endpoint.call('PATCH', '/api/account/auto-sign', { bearer, body: { autoSignEnabled } })
    await setAutoSign(false)
    expect(await sign(token)).toMatchObject({ body: { approved: false, code: 'auto_sign_disabled' } })
    await setAutoSign(true)
    expect(await sign(token)).toMatchObject({ body: { approved: true } })
  })

  test('S7: signs with no other key of its owner', async () => {
    const token = await device.connect(bearer, key.id)
    const { body } = await endpoint.call('POST', '/api/keys/generate', { bearer, body: {} })
    const { key: other } = body as { key: Key }
    const request = { address: other.address, message: hosting(other.address) }
    const signedByOwner = { ...request, chainId: 1, type: 'siwe' }
    expect(await endpoint.call('POST', '/api/delegate/sign', { bearer, body: signedByOwner })).toMatchObject({
      body: { approved: true },
    })
    expect(await sign(token, request)).toMatchObject({ status: 404 })
    expect(await sign(token, { ...request, keyId: other.id })).toMatchObject({ status: 404 })
  })

  const accepted = ['POST /api/delegate/sign', 'GET /api/delegate/account']
  // These take no session at all: the endpoint must not even look at the token.
  const open = /auth\/|generate-authenticate|verify-authentication|device\/(?:code|token|revoke)/

  test.each(Object.keys(routeLimits).filter((route) => !accepted.includes(route) && !open.test(route)))(
    'S7: does not open %s',
    async (route) => {
      const token = await device.connect(bearer, key.id)
      const [method = '', path = ''] = route.split(' ')
      for (const scheme of ['Bearer', 'DPoP']) {
        const { status } = await endpoint.call(method, path.replace(':id', key.id), {
          headers: { authorization: `${scheme} ${token}` },
          ...(method !== 'GET' && { body: {} }),
        })
        expect(status).toBe(401)
      }
    },
  )

  test('S7: is useless to a thief: without a proof, with a key of their own, and with a proof that was used', async () => {
    const token = await device.connect(bearer, key.id)
    const refused = { status: 401, body: { code: 'invalid_dpop_proof' } }
    expect(await endpoint.call('GET', '/api/delegate/account', { bearer: token })).toMatchObject(refused)
    expect(await read(token, { scheme: 'Bearer' })).toMatchObject(refused)
    expect(await read(token, { by: createDpopKey() })).toMatchObject(refused)
    const body = { address: key.address, chainId: 1, message: hosting(), type: 'siwe' }
    const stolen = await device.call(token, 'POST', '/api/delegate/sign', { body, by: createDpopKey() })
    expect(stolen).toMatchObject(refused)
    expect(endpoint.logged.at(-1)).not.toMatchObject({ event: 'delegated_signature' })

    const request = { method: 'GET', path: '/api/delegate/account', bearer: token }
    const send = (dpop: string) =>
      endpoint.call('GET', '/api/delegate/account', { headers: { authorization: `DPoP ${token}`, dpop } })
    const asked = await send(device.key.prove(request))
    expect(asked).toMatchObject({ status: 401, body: { code: 'use_dpop_nonce' } })
    const proof = device.key.prove({ ...request, nonce: asked.headers.get('dpop-nonce') ?? '' })
    expect((await send(proof)).status).toBe(200)
    expect(await send(proof)).toMatchObject(refused)
    const headers = { authorization: `DPoP ${token}`, dpop: proof }
    expect(await endpoint.call('POST', '/api/delegate/sign', { headers, body })).toMatchObject(refused)
    expect((await read(token)).status).toBe(200)
  })

  test('S7: is no session for the library behind sign-in', async () => {
    const token = await device.connect(bearer, key.id)
    expect((await endpoint.call('GET', '/api/auth/get-session', { bearer: token })).body).toBeNull()
  })

  test('ends after seven days', async () => {
    const token = await device.connect(bearer, key.id)
    endpoint.clock.advance(604_800_000)
    expect(await sign(token)).toMatchObject({ status: 401, body: { code: 'token_expired' } })
    expect(await read(token)).toMatchObject({ status: 401, body: { code: 'token_expired' } })
  })

  test('ends when its program revokes it, and no other program can', async () => {
    const token = await device.connect(bearer, key.id)
    expect((await device.post('revoke', revokeForm(token, 'other'))).status).toBe(401)
    expect((await read(token)).status).toBe(200)
    expect((await device.post('revoke', revokeForm(token))).status).toBe(200)
    expect(await sign(token)).toMatchObject({ status: 401, body: { code: 'unknown_token' } })
    expect((await device.post('revoke', revokeForm(token))).status).toBe(200)
  })

  test('S21: is listed with the sessions of its owner, who can end it', async () => {
    const owner = await endpoint.signIn('owner@example.com')
    const { body } = await endpoint.call('GET', '/api/keys', { bearer: owner })
    const [own] = (body as { keys: readonly Key[] }).keys
    const token = await device.connect(owner, own?.id ?? '')
    const listed = async () => (await endpoint.call('GET', '/api/sessions', { bearer: owner })).body
    const { sessions } = (await listed()) as { sessions: readonly { id: string; program?: string }[] }
    expect(sessions.map(({ program }) => program)).toEqual(['TinyCloud command line', undefined])
    const path = `/api/sessions/${sessions[0]?.id}`
    expect((await endpoint.call('DELETE', path, { bearer })).status).toBe(404)
    expect((await read(token)).status).toBe(200)
    expect((await endpoint.call('DELETE', path, { bearer: owner })).status).toBe(200)
    expect(await read(token)).toMatchObject({ status: 401, body: { code: 'unknown_token' } })
    expect(await listed()).toMatchObject({ sessions: [{ isCurrent: true }] })
  })

  test.each(['okp_', `okp_${'A'.repeat(43)}`, 'okp_%'])('rejects %j', async (token) => {
    expect(await sign(token)).toMatchObject({ status: 401, body: { code: 'unknown_token' } })
  })
})
