import { describe, expect, test } from 'vitest'
import { accountGates } from './accountGates.ts'
import type { SignIn } from './detectSignIn.ts'
import { firstClosedGate } from './gate.ts'
import { messageGates } from './messageGates.ts'

const now = 1_800_000_000_000
const signIn: SignIn = { address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', chainId: 1, expiresAt: now + 5_000 }
const message = { isEnabled: true, format: 'personal_sign', signIn } as const
const account = { isAutoSignEnabled: true, signIn, now, isHostTrusted: true }

describe('messageGates', () => {
  test('are open for a TinyCloud sign-in', () => {
    expect(firstClosedGate(messageGates, message)).toBeUndefined()
  })

  test.each([
    ['switched_off', { isEnabled: false }],
    ['raw', { format: 'raw' }],
    ['not_tinycloud', { signIn: undefined }],
    ['chain_unsupported', { signIn: { ...signIn, chainId: 137 } }],
  ] as const)('close with %s', (reason, change) => {
    expect(firstClosedGate(messageGates, { ...message, ...change })).toEqual({ type: 'gateClosed', reason })
  })

  test('report the first of several reasons', () => {
    const all = { isEnabled: false, format: 'raw', signIn: undefined } as const
    expect(firstClosedGate(messageGates, all)).toEqual({ type: 'gateClosed', reason: 'switched_off' })
    expect(firstClosedGate(messageGates, { ...all, isEnabled: true })).toEqual({ type: 'gateClosed', reason: 'raw' })
    expect(messageGates.map(({ name }) => name)).toEqual(['kill switch', 'raw signature', 'TinyCloud sign-in', 'chain'])
  })
})

describe('accountGates', () => {
  test('are open for an account, also if its sign-in does not expire', () => {
    expect(firstClosedGate(accountGates, account)).toBeUndefined()
    expect(firstClosedGate(accountGates, { ...account, signIn: { ...signIn, expiresAt: undefined } })).toBeUndefined()
  })

  test.each([
    [{ type: 'gateClosed', reason: 'auto_sign_disabled' }, { isAutoSignEnabled: false }],
    [{ type: 'refused', code: 'tinycloud_bootstrap_expired_request' }, { now: now + 1 }],
    [{ type: 'refused', code: 'tinycloud_bootstrap_untrusted_host' }, { isHostTrusted: false }],
  ])('close with %o', (event, change) => {
    expect(firstClosedGate(accountGates, { ...account, ...change })).toEqual(event)
  })

  test('report the first of several reasons', () => {
    const all = { signIn, isAutoSignEnabled: false, now: now + 1, isHostTrusted: false }
    expect(firstClosedGate(accountGates, all)).toMatchObject({ reason: 'auto_sign_disabled' })
    expect(firstClosedGate(accountGates, { ...all, isAutoSignEnabled: true })).toMatchObject({
      code: 'tinycloud_bootstrap_expired_request',
    })
  })
})
