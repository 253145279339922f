import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clientId, createDeviceClient, type DeviceClient, deviceGrant } from '../testing/deviceClient.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
let device: DeviceClient
let bearer: string
let keyId: string
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  device = createDeviceClient(endpoint)
  bearer = await endpoint.signIn('ada@example.com')
  keyId = await firstKeyId(bearer)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

async function firstKeyId(session: string): Promise<string> {
  const { body } = await endpoint.call('GET', '/api/keys', { bearer: session })
  return (body as { keys: readonly { id: string }[] }).keys[0]?.id ?? ''
}

const refused = (error: string) => ({ status: 400, body: { error } })

describe('POST /api/device/code', () => {
  test('returns codes, an address without the code, lifetime and interval', async () => {
    const { status, body } = await device.post('code', { client_id: clientId, scope: 'delegate' })
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        device_code: expect.stringMatching(/^[\w-]{43}$/),
        user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
        verification_uri: 'http://openkey.localhost:5174/device',
        expires_in: 600,
        interval: 5,
      },
    })
  })

  test.each<[string, number, string, Record<string, string> | string]>([
    ['no program', 400, 'invalid_request', {}],
    ['an unknown program', 401, 'invalid_client', { client_id: 'OpenKey Support' }],
    ['a program named like a built-in property', 401, 'invalid_client', { client_id: 'constructor' }],
    ['another scope', 400, 'invalid_request', { client_id: clientId, scope: 'everything' }],
    ['a name with a direction mark', 400, 'invalid_request', { client_id: clientId, device_name: 'a\u202eb' }],
    ['a long name', 400, 'invalid_request', { client_id: clientId, device_name: 'x'.repeat(65) }],
    ['a parameter twice', 400, 'invalid_request', `client_id=${clientId}&client_id=${clientId}`],
  ])('rejects %s', async (_, status, error, form) => {
    expect(await device.post('code', form)).toMatchObject({ status, body: { error } })
  })

  test('rejects JSON, and says what it expects', async () => {
    expect(await endpoint.call('POST', '/api/device/code', { body: { client_id: clientId } })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: expect.stringContaining('x-www-form-urlencoded') },
    })
  })

  test('accepts no web page but the widget', async () => {
    const headers = { origin: 'https://app.example' }
    expect((await endpoint.call('POST', '/api/device/code', { headers })).status).toBe(403)
  })

  test('S21: counts against the client', async () => {
    const one = { count: 1, windowMs: 60_000 }
    const limited = await startTestEndpoint({ limits: { deviceRequestsPerClient: one } })
    const client = createDeviceClient(limited)
    const open = async (from: string) => (await client.post('code', { client_id: clientId }, from)).status
    expect([await open('192.0.2.1'), await open('192.0.2.1'), await open('192.0.2.2')]).toEqual([200, 429, 200])
    await limited.close()
  })
})

describe('POST /api/device/token', () => {
  test('is pending, then returns a token once', async () => {
    const { deviceCode, userCode } = await device.start()
    expect(await device.poll(deviceCode)).toMatchObject(refused('authorization_pending'))
    await device.decide('approve', bearer, { userCode, keyId })
    const { status, body } = await device.poll(deviceCode)
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.stringMatching(/^okp_[\w-]{43}$/),
        token_type: 'DPoP',
        expires_in: 604_800,
        scope: 'delegate',
      },
    })
    expect(await device.poll(deviceCode)).toMatchObject(refused('invalid_grant'))
  })

  test('asks a program that polls too early to slow down, by five seconds each time', async () => {
    const { deviceCode } = await device.start()
    const pollAfter = async (ms: number) => {
      endpoint.clock.advance(ms)
      return ((await device.poll(deviceCode)).body as { error: string }).error
    }
    expect([await pollAfter(0), await pollAfter(5_000)]).toEqual(['authorization_pending', 'authorization_pending'])
    expect([await pollAfter(1_000), await pollAfter(6_000)]).toEqual(['slow_down', 'slow_down'])
    expect(await pollAfter(16_000)).toBe('authorization_pending')
  })

  test('reports that the owner declined', async () => {
    const { deviceCode, userCode } = await device.start()
    expect((await device.decide('deny', bearer, { userCode })).status).toBe(200)
    expect(await device.poll(deviceCode)).toMatchObject(refused('access_denied'))
  })

  test('reports an expired request, approved or not', async () => {
    const [pending, approved] = [await device.start(), await device.start()]
    await device.decide('approve', bearer, { userCode: approved.userCode, keyId })
    endpoint.clock.advance(600_000)
    expect(await device.poll(pending.deviceCode)).toMatchObject(refused('expired_token'))
    expect(await device.poll(approved.deviceCode)).toMatchObject(refused('expired_token'))
  })

  test('S21: returns nothing to another program, and leaves the request to its own', async () => {
    const two = { [clientId]: 'One', 'other-program': 'Other' }
    const shared = await startTestEndpoint({ programs: two })
    const client = createDeviceClient(shared)
    const session = await shared.signIn('ada@example.com')
    const { body } = await shared.call('GET', '/api/keys', { bearer: session })
    const { deviceCode, userCode } = await client.start()
    const [key] = (body as { keys: readonly { id: string }[] }).keys
    await client.decide('approve', session, { userCode, keyId: key?.id })
    expect(await client.poll(deviceCode, { client_id: 'other-program' })).toMatchObject(refused('invalid_grant'))
    expect((await client.poll(deviceCode)).status).toBe(200)
    await shared.close()
  })

  test('S21: gives concurrent polls one token', async () => {
    const { deviceCode, userCode } = await device.start()
    await device.decide('approve', bearer, { userCode, keyId })
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => device.poll(deviceCode)))).map(
      ({ status }) => status,
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  })

  test('S7: issues no token without a proof, and such a request is no poll', async () => {
    const { deviceCode, userCode } = await device.start()
    await device.decide('approve', bearer, { userCode, keyId })
    const form = { client_id: clientId, grant_type: deviceGrant, device_code: deviceCode }
    const { status, body, headers } = await device.post('token', form)
    expect({ status, body }).toEqual({
      status: 400,
      body: { error: 'invalid_dpop_proof', error_description: 'DPoP proof not accepted' },
    })
    expect(headers.get('www-authenticate')).toBeNull()
    expect((await device.poll(deviceCode)).status).toBe(200)
  })

  test.each([
    ['an unknown device code', { client_id: clientId, grant_type: deviceGrant, device_code: 'x' }, 'invalid_grant'],
    ['another grant', { client_id: clientId, grant_type: 'password', device_code: 'x' }, 'unsupported_grant_type'],
    ['no device code', { client_id: clientId, grant_type: deviceGrant, device_code: '' }, 'invalid_request'],
  ])('rejects %s', async (_, { device_code = '', ...form }, error) => {
    expect(await device.poll(device_code, form)).toMatchObject(refused(error))
  })
})

describe('the owner’s decision', () => {
  test('shows program, device, origin of the request, and how long it has access', async () => {
    const { userCode } = await device.start({ device_name: 'build-server' }, '192.0.2.7')
    const shown = {
      program: 'TinyCloud command line',
      deviceName: 'build-server',
      network: '192.0.2.7',
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      accessSeconds: 604_800,
    }
    const ask = async (from: string) => (await device.decide('request', bearer, { userCode }, from)).body
    expect(await ask('192.0.2.7')).toEqual({ ...shown, isSameNetwork: true })
    expect(await ask('192.0.2.8')).toEqual({ ...shown, isSameNetwork: false })
  })

  test('accepts a code in any case, and once', async () => {
    const { userCode } = await device.start()
    const typed = userCode.toLowerCase().replace('-', ' ')
    expect((await device.decide('approve', bearer, { userCode: typed, keyId })).status).toBe(200)
    for (const decision of ['request', 'approve', 'deny'] as const) {
      expect(await device.decide(decision, bearer, { userCode, keyId })).toMatchObject({
        status: 404,
        body: { code: 'unknown_user_code' },
      })
    }
  })

  test('S21: mails the owner when a program is connected', async () => {
    const owner = await endpoint.signIn('mailed@example.com')
    await device.connect(owner, await firstKeyId(owner))
    await expect
      .poll(async () => JSON.stringify((await endpoint.call('GET', '/inbox.json?to=mailed@example.com')).body))
      .toContain('A program was connected to your OpenKey account')
  })

  test('S21: needs a fresh gesture to approve', async () => {
    endpoint.clock.advance(601_000)
    const { deviceCode, userCode } = await device.start()
    expect(await device.decide('approve', bearer, { userCode, keyId })).toMatchObject({
      status: 403,
      body: { code: 'reauthentication_required' },
    })
    expect(await device.poll(deviceCode)).toMatchObject(refused('authorization_pending'))
  })

  test('connects no key of another user', async () => {
    const other = await endpoint.signIn('eve@example.com')
    const { deviceCode, userCode } = await device.start()
    expect((await device.decide('approve', other, { userCode, keyId })).status).toBe(404)
    expect(await device.poll(deviceCode)).toMatchObject(refused('authorization_pending'))
  })

  test('S21: bounds how many codes a user can guess, right ones excepted', async () => {
    const guesser = await endpoint.signIn('mallory@example.com')
    const { userCode } = await device.start()
    const ask = async (code: string) => (await device.decide('request', guesser, { userCode: code })).status
    for (let count = 0; count < 12; count += 1) expect(await ask(userCode)).toBe(200)
    for (let count = 0; count < 10; count += 1) expect(await ask('BBBB-BBBB')).toBe(404)
    expect([await ask('BBBB-BBBB'), await ask(userCode)]).toEqual([429, 429])
  })

  test.each(['request', 'approve', 'deny'] as const)('needs a session to %s', async (decision) => {
    const { userCode } = await device.start()
    expect((await endpoint.call('POST', `/api/device/${decision}`, { body: { userCode, keyId } })).status).toBe(401)
    const token = await device.connect(bearer, keyId)
    expect((await device.decide(decision, token, { userCode, keyId })).status).toBe(401)
  })
})
