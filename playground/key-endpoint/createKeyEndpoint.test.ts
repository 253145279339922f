import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recoverMessageAddress } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTimeoutMs } from './testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from './testing/testEndpoint.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'key-endpoint-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

type Listed = { readonly keys: readonly [{ readonly id: string; readonly address: `0x${string}` }] }

async function firstKey(endpoint: TestEndpoint, bearer: string) {
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  return (body as Listed).keys[0]
}

async function sign(endpoint: TestEndpoint, bearer: string, message: string) {
  const { id } = await firstKey(endpoint, bearer)
  const { body } = await endpoint.call('POST', `/api/keys/${id}/sign`, { bearer, body: { message } })
  return (body as { signature: `0x${string}` }).signature
}

describe('createKeyEndpoint', { timeout: startTimeoutMs }, () => {
  test('keeps users, keys and sessions over a restart, and rejects another secret', async () => {
    const first = await startTestEndpoint({ dataDir })
    const bearer = await first.signIn('ada@example.com')
    const key = await firstKey(first, bearer)
    const signature = await sign(first, bearer, 'hello')
    await first.close()
    expect((await stat(join(dataDir, 'sealing-secret'))).mode & 0o777).toBe(0o600)

    const sealingSecret = 'another secret, thirty-two characters or more'
    await expect(startTestEndpoint({ dataDir, sealingSecret })).rejects.toMatchObject({
      name: 'StartError',
      code: 'sealing_secret_mismatch',
    })

    const second = await startTestEndpoint({ dataDir })
    expect(await firstKey(second, bearer)).toEqual(key)
    expect(await sign(second, bearer, 'hello')).toBe(signature)
    expect(await recoverMessageAddress({ message: 'hello', signature })).toBe(key.address)
    await second.close()
  })

  test('S21: reseals its keys while it serves requests, and keeps sessions valid', async () => {
    const [former, sealingSecret] = ['the former sealing secret, long enough', 'the new sealing secret, long enough']
    const both = { dataDir, sealingSecret, previousSealingSecret: former }
    const first = await startTestEndpoint({ dataDir, sealingSecret: former })
    const bearer = await first.signIn('ada@example.com')
    const signature = await sign(first, bearer, 'hello')
    const place = { email: 'ada@example.com', type: 'sign-in' }
    await first.call('POST', '/api/auth/email-otp/send-verification-otp', { body: place })
    const otp = await first.codeFor('ada@example.com')
    await first.close()

    const second = await startTestEndpoint(both)
    expect(await sign(second, bearer, 'hello')).toBe(signature)
    await expect.poll(() => second.logged).toContainEqual({ event: 'keys_resealed', outcome: 'complete' })
    expect(await sign(second, bearer, 'hello')).toBe(signature)
    await second.close()

    const third = await startTestEndpoint(both)
    expect(await sign(third, bearer, 'hello')).toBe(signature)
    const entered = await third.call('POST', '/api/auth/sign-in/email-otp', { body: { email: place.email, otp } })
    const renewed = entered.headers.get('set-auth-token') ?? ''
    await third.close()

    await expect(startTestEndpoint({ dataDir, sealingSecret: former })).rejects.toMatchObject({
      code: 'sealing_secret_mismatch',
    })
    const last = await startTestEndpoint({ dataDir, sealingSecret })
    expect(await sign(last, renewed, 'hello')).toBe(signature)
    expect((await last.call('GET', '/api/keys', { bearer })).status).toBe(401)
    await last.close()
  })

  test.each([
    ['configuration_invalid', { widgetOrigin: 'http://openkey.localhost:5174/' }],
    ['configuration_invalid', { publicUrl: 'nowhere' }],
    ['configuration_invalid', { publicUrl: 'ftp://api.example' }],
    ['configuration_invalid', { publicUrl: 'https://ada:secret@api.example' }],
    ['configuration_invalid', { publicUrl: 'https://api.example/keys?version=1' }],
    ['configuration_invalid', { publicUrl: 'https://api.example/keys#v1' }],
    ['configuration_invalid', { publicUrl: 'https://api.example/keys//v1' }],
    ['configuration_invalid', { rpId: 'example.com' }],
    ['mail_transport_missing', { environment: 'production' }],
    [
      'configuration_invalid',
      { environment: 'production', mail: { send: async () => {} }, drawEmailCode: () => '000000' },
    ],
    ['sealing_secret_invalid', { sealingSecret: 'short' }],
    ['sealing_secret_invalid', { previousSealingSecret: 'short' }],
    ['configuration_invalid', { emailCode: { trustedOrigins: ['app.example'] } }],
    ['configuration_invalid', { databaseUrl: 'mysql://localhost/openkey', sealingSecret: 's'.repeat(32) }],
    ['sealing_secret_missing', { databaseUrl: 'postgres://127.0.0.1:1/openkey' }],
    ['database_unreachable', { databaseUrl: 'postgres://127.0.0.1:1/openkey', sealingSecret: 's'.repeat(32) }],
  ] as const)('throws %s (%#)', async (code, options) => {
    await expect(startTestEndpoint(options)).rejects.toMatchObject({ name: 'StartError', code })
  })

  test('has no inbox in production, and uses the given transport', async () => {
    const sent: string[] = []
    const mail = { send: async ({ to }: { to: string }) => void sent.push(to) }
    const endpoint = await startTestEndpoint({ environment: 'production', mail })
    const body = { email: 'ada@example.com', type: 'sign-in' }
    await endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body })
    expect(sent).toEqual(['ada@example.com'])
    for (const path of ['/inbox', '/inbox.json', '/inbox.css']) {
      expect(await endpoint.call('GET', path)).toMatchObject({ status: 404, body: { error: 'Not found' } })
    }
    await endpoint.close()
  })

  describe('in memory', () => {
    let endpoint: TestEndpoint
    beforeAll(async () => {
      endpoint = await startTestEndpoint()
    }, startTimeoutMs)
    afterAll(() => endpoint.close())

    test('imports an existing key into an account, and rejects it for a second one', async () => {
      const privateKey = new Uint8Array(32).fill(0x11)
      const address = privateKeyToAddress(`0x${'11'.repeat(32)}`)
      expect(await endpoint.importKey({ email: 'Ada@example.com', privateKey })).toMatchObject({ address })
      await expect(endpoint.importKey({ email: 'eve@example.com', privateKey })).rejects.toThrow(
        'belongs to an account',
      )

      const bearer = await endpoint.signIn('ada@example.com')
      expect(await firstKey(endpoint, bearer)).toMatchObject({ address, label: 'Key 0' })
      const signature = await sign(endpoint, bearer, 'hello')
      expect(await recoverMessageAddress({ message: 'hello', signature })).toBe(address)

      const { body } = await endpoint.call('GET', '/api/keys', { bearer })
      expect((body as Listed).keys).toHaveLength(1)
    })

    test('logs no message, code, token, address or key', async () => {
      const bearer = await endpoint.signIn('secretive@example.com')
      const { id } = await firstKey(endpoint, bearer)
      const signature = await sign(endpoint, bearer, 'an unmistakable message')
      await endpoint.call('POST', `/api/keys/${id}/sign`, { bearer, body: { message: 7 } })
      await endpoint.call('POST', '/api/auth/sign-in/email-otp', {
        body: { email: 'secretive@example.com', otp: '999999' },
      })
      const log = JSON.stringify(endpoint.logged)
      const code = await endpoint.codeFor('secretive@example.com')
      for (const secret of [bearer, bearer.slice(0, 32), code, id, signature, 'unmistakable', 'secretive', '999999']) {
        expect(log).not.toContain(secret)
      }
      expect(endpoint.logged).toContainEqual(expect.objectContaining({ route: '/api/keys/:id/sign', status: 200 }))
    })
  })
})
