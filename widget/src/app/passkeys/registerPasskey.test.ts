import { type ErrorCode, OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { createFakeKeyEndpoint } from '../../testing/fakeKeyEndpoint.ts'
import { createFakePasskeys } from '../../testing/fakePasskeys.ts'
import { registerPasskey } from './registerPasskey.ts'

/** A user who came by email and is about to make a passkey. */
async function aRegistration() {
  const keyEndpoint = createFakeKeyEndpoint()
  const passkeys = createFakePasskeys()
  await keyEndpoint.sendEmailCode('ada@example.org')
  const token = await keyEndpoint.signInWithEmailCode('ada@example.org', '123456')
  const challenge = await keyEndpoint.passkeyRegisterOptions(token)
  const leaving = new AbortController()
  return { keyEndpoint, passkeys, token, challenge, leaving, signal: leaving.signal }
}

type Registration = Awaited<ReturnType<typeof aRegistration>>

/** An endpoint whose answer to a registration is lost, or that refuses one, after it has kept it or not. */
function failing({ keyEndpoint }: Registration, code: ErrorCode, isKept: boolean): Registration['keyEndpoint'] {
  return {
    ...keyEndpoint,
    async finishPasskeyRegistration(...call) {
      if (isKept) await keyEndpoint.finishPasskeyRegistration(...call)
      throw new OpenKeyError(code, 'Failed.', { details: { status: 400 } })
    },
  }
}

describe('registerPasskey', () => {
  test('makes a passkey that the endpoint keeps', async () => {
    const registration = await aRegistration()
    expect(await registerPasskey(registration)).toBe(registration.token)
    expect(await registration.keyEndpoint.listPasskeys(registration.token)).toMatchObject([{ id: 'passkey-1' }])
    expect(registration.passkeys.disowned).toEqual([])
  })

  test.each(['key_endpoint_rejected', 'rate_limited', 'session_expired', 'key_endpoint_unreachable'] as const)(
    'S21: disowns a passkey that the endpoint did not keep: %s',
    async (code) => {
      const registration = await aRegistration()
      const call = registerPasskey({ ...registration, keyEndpoint: failing(registration, code, false) })
      await expect(call).rejects.toMatchObject({ code, details: { status: 400, field: 'passkey' } })
      expect(registration.passkeys.disowned).toEqual(['passkey-1'])
    },
  )

  test.each(['key_endpoint_rejected', 'key_endpoint_unreachable'] as const)(
    'keeps a passkey that the endpoint knows, whatever it answered: %s',
    async (code) => {
      const registration = await aRegistration()
      const keyEndpoint = failing(registration, code, true)
      expect(await registerPasskey({ ...registration, keyEndpoint })).toBe(registration.token)
      expect(registration.passkeys.disowned).toEqual([])
    },
  )

  test('disowns nothing while nobody knows whether the endpoint kept it, and says which passkey that is about', async () => {
    const registration = await aRegistration()
    const keyEndpoint = {
      ...failing(registration, 'key_endpoint_unreachable', true),
      listPasskeys: () => Promise.reject(new OpenKeyError('key_endpoint_unreachable', 'Gone.')),
    }
    await expect(registerPasskey({ ...registration, keyEndpoint })).rejects.toMatchObject({
      code: 'key_endpoint_unreachable',
      details: { field: 'passkey' },
    })
    expect(registration.passkeys.disowned).toEqual([])
  })

  test('does not withdraw the registration of a passkey whose user leaves after it was made', async () => {
    const registration = await aRegistration()
    const { keyEndpoint, leaving, token } = registration
    const leavingBetween: typeof keyEndpoint = {
      ...keyEndpoint,
      async finishPasskeyRegistration(token, made, options) {
        leaving.abort()
        return keyEndpoint.finishPasskeyRegistration(token, made, options)
      },
    }
    expect(await registerPasskey({ ...registration, keyEndpoint: leavingBetween })).toBe(token)
    expect(await keyEndpoint.listPasskeys(token)).toHaveLength(1)
  })

  test('registers nothing where no passkey was made', async () => {
    const registration = await aRegistration()
    registration.passkeys.failNext(new OpenKeyError('user_rejected', 'Closed.'))
    await expect(registerPasskey(registration)).rejects.toMatchObject({ code: 'user_rejected' })
    expect(await registration.keyEndpoint.listPasskeys(registration.token)).toEqual([])
    expect(registration.passkeys.disowned).toEqual([])
  })
})
