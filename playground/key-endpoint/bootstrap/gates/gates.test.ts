import { describe, expect, test } from 'vitest'
import { accountGates } from './accountGates.ts'
import { firstClosed } from './gate.ts'
import { messageGates } from './messageGates.ts'
import type { Subject } from './subject.ts'

const now = 1_800_000_000_000
const subject: Subject = { address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', chainId: 1, expiresAt: now + 5_000 }
const message = { isEnabled: true, format: 'personal_sign', subject } as const
const account = { isAutoSignEnabled: true, subject, now, isHostTrusted: true }

describe('messageGates', () => {
  test('let a TinyCloud sign-in pass', () => {
    expect(firstClosed(messageGates, message)).toBeUndefined()
  })

  test.each([
    ['switched_off', { isEnabled: false }],
    ['raw', { format: 'raw' }],
    ['not_tinycloud', { subject: undefined }],
    ['chain_unsupported', { subject: { ...subject, chainId: 137 } }],
  ] as const)('close with %s', (reason, change) => {
    expect(firstClosed(messageGates, { ...message, ...change })).toEqual({ type: 'gateClosed', reason })
  })

  test('give the first reason of several', () => {
    const all = { isEnabled: false, format: 'raw', subject: undefined } as const
    expect(firstClosed(messageGates, all)).toEqual({ type: 'gateClosed', reason: 'switched_off' })
    expect(firstClosed(messageGates, { ...all, isEnabled: true })).toEqual({ type: 'gateClosed', reason: 'raw' })
    expect(messageGates.map(({ name }) => name)).toEqual(['kill switch', 'raw signature', 'TinyCloud sign-in', 'chain'])
  })
})

describe('accountGates', () => {
  test('let an account pass, also one whose sign-in has no end', () => {
    expect(firstClosed(accountGates, account)).toBeUndefined()
    expect(firstClosed(accountGates, { ...account, subject: { ...subject, expiresAt: undefined } })).toBeUndefined()
  })

  test.each([
    [{ type: 'gateClosed', reason: 'auto_sign_disabled' }, { isAutoSignEnabled: false }],
    [{ type: 'refused', code: 'tinycloud_bootstrap_expired_request' }, { now: now + 1 }],
    [{ type: 'refused', code: 'tinycloud_bootstrap_untrusted_host' }, { isHostTrusted: false }],
  ])('close with %o', (event, change) => {
    expect(firstClosed(accountGates, { ...account, ...change })).toEqual(event)
  })

  test('give the first reason of several', () => {
    const all = { subject, isAutoSignEnabled: false, now: now + 1, isHostTrusted: false }
    expect(firstClosed(accountGates, all)).toMatchObject({ reason: 'auto_sign_disabled' })
    expect(firstClosed(accountGates, { ...all, isAutoSignEnabled: true })).toMatchObject({
      code: 'tinycloud_bootstrap_expired_request',
    })
  })
})
