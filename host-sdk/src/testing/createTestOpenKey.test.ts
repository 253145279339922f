import { type ErrorCode, errorCodes } from '@openkey/protocol'
import { formatSiweMessage } from '@openkey/protocol/siwe'
import { afterEach, describe, expect, test } from 'vitest'
import type { OpenKey } from '../openKey.ts'
import { createProvider } from '../provider/index.ts'
import { verifySigned } from '../verify/index.ts'
import { createTestOpenKey, type TestOpenKeyOptions } from './createTestOpenKey.ts'

const opened: OpenKey[] = []
afterEach(() => {
  for (const openkey of opened.splice(0)) openkey.destroy()
})

function setup(options?: TestOpenKeyOptions) {
  const created = createTestOpenKey(options)
  opened.push(created.openkey)
  return created
}

const messageFor = (address: string, fields: { domain?: string; expirationTime?: string } = {}) =>
  formatSiweMessage({
    domain: 'app.example',
    address,
    statement: 'Sign in to Notes.',
    uri: 'https://app.example/',
    version: '1',
    chainId: 1,
    nonce: 'abcdefgh',
    issuedAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  })

describe('createTestOpenKey', () => {
  test('connects the account of the key that is given', async () => {
    const { openkey, user } = setup({ privateKey: `0x${'00'.repeat(31)}01`, chainId: 10, keyId: 'mine' })
    const account = { address: '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf', chainId: 10, keyId: 'mine' }
    expect([await openkey.connect(), user.account]).toEqual([account, account])
    expect(user.requests).toEqual([{ method: 'connect', chainId: 10 }])
  })

  test('param: isApproved lets the account be found silently, until it is disconnected', async () => {
    const { openkey, user } = setup({ isApproved: true })
    expect(await openkey.connect({ silent: true })).toEqual(user.account)
    await openkey.disconnect()
    await expect(openkey.connect({ silent: true })).rejects.toMatchObject({ code: 'unauthorized' })
    await openkey.connect()
    expect(user.requests).toHaveLength(1)
  })

  test('S6: signs the message itself, so that its signature can be verified', async () => {
    const { openkey, user } = setup({ verify: verifySigned, bootstrap: { status: 'complete' } })
    const message = messageFor(user.account.address)
    const signed = await openkey.signSiwe({ message })
    expect(signed).toEqual({
      message,
      signature: expect.stringMatching(/^0x[0-9a-f]{130}$/),
      address: user.account.address,
      keyId: 'test-key',
      bootstrap: { status: 'complete' },
    })
    verifySigned(signed)
    expect(user.requests).toEqual([{ method: 'signSiwe', message, keyId: undefined }])
  })

  test('signs in with the authorization of a web-sdk', async () => {
    const { openkey, user } = setup()
    const siwe = messageFor(user.account.address)
    const auth = {
      prepareSessionForSigning: async () => ({ prepared: { siwe }, keyId: 'test-key', jwk: {} }),
      signInWithPreparedSession: async (prepared: { siwe: string }, signature: string) => ({ prepared, signature }),
    }
    const { session } = await openkey.signIn(auth)
    expect(session.prepared).toEqual({ siwe })
    expect(user.requests.map(({ method }) => method)).toEqual(['connect', 'signSiwe'])
  })

  test('is a wallet to libraries that take a provider', async () => {
    const { openkey, user } = setup()
    expect(await createProvider(openkey).request({ method: 'eth_requestAccounts' })).toEqual([user.account.address])
  })

  test.for(Object.keys(errorCodes) as ErrorCode[])('rejects the next request with %s, and only that', async (code) => {
    const { openkey, user } = setup()
    user.rejectNext(code, { how: 'declined' })
    await expect(openkey.connect()).rejects.toMatchObject({ code, details: { how: 'declined' } })
    expect(await openkey.connect()).toEqual(user.account)
  })

  test('leaves a request unanswered until its time is over', async () => {
    const { openkey, user } = setup()
    user.ignoreNext()
    await expect(openkey.connect({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' })
  })

  test('takes the time of a user, in which a call can be aborted', async () => {
    const { openkey, user } = setup({ delayMs: 1_000_000 })
    const abort = new AbortController()
    const connecting = openkey.connect({ signal: abort.signal })
    await expect.poll(() => user.requests).toHaveLength(1)
    abort.abort()
    await expect(connecting).rejects.toMatchObject({ code: 'aborted' })
    user.delayMs = 1
    expect(await openkey.connect()).toEqual(user.account)
  })

  test('rejects an open call when it is destroyed', async () => {
    const { openkey, user } = setup({ delayMs: 1_000_000 })
    const connecting = openkey.connect()
    await expect.poll(() => user.requests).toHaveLength(1)
    openkey.destroy()
    await expect(connecting).rejects.toMatchObject({ code: 'destroyed' })
  })

  test.for([
    ['siwe_malformed', 'hello', {}],
    ['domain_mismatch', messageFor(setup().user.account.address, { domain: 'bank.example' }), {}],
    ['address_mismatch', messageFor('0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'), {}],
    ['siwe_expired', messageFor(setup().user.account.address, { expirationTime: '2026-01-01T00:00:01.000Z' }), {}],
    ['key_not_found', messageFor(setup().user.account.address), { keyId: 'another' }],
  ] as const)('S1: rejects a message with %s, as the widget does', async ([code, message, more]) => {
    const { openkey, user } = setup()
    await expect(openkey.signSiwe({ message, ...more })).rejects.toMatchObject({ code })
    expect(user.requests).toEqual([])
  })

  test('accepts messages for the origin that it is given', async () => {
    const { openkey, user } = setup({ origin: 'http://localhost:5173' })
    const message = messageFor(user.account.address, { domain: 'localhost:5173' })
    expect(await openkey.signSiwe({ message })).toMatchObject({ message })
  })

  test.for([
    ['privateKey', { privateKey: '0x12' }],
    ['privateKey', { privateKey: `0x${'00'.repeat(32)}` }],
    ['chainId', { chainId: -1 }],
  ] as const)('names the option at fault: %s', ([field, options]) => {
    expect(() => createTestOpenKey(options as TestOpenKeyOptions)).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: expect.objectContaining({ field }) }),
    )
  })
})
