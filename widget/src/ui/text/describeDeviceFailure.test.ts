import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { describeDeviceFailure, isSignInNeeded } from './describeDeviceFailure.ts'

describe('describeDeviceFailure', () => {
  test.each([
    ['key_endpoint_rejected', { status: 404 }, 'No program is waiting', false],
    ['key_endpoint_rejected', { status: 400 }, 'No program is waiting', false],
    ['key_endpoint_rejected', { status: 403, expected: 'window' }, 'declined this', false],
    ['key_endpoint_rejected', { status: 403, expected: 'passkey' }, 'Confirm with your passkey', true],
    ['user_rejected', {}, 'Confirm with your passkey', true],
    ['passkey_unavailable', {}, 'Confirm with your passkey', true],
    ['session_expired', {}, 'session has ended', true],
    ['rate_limited', {}, 'Too many wrong codes', false],
    ['key_endpoint_unreachable', {}, 'couldn’t be reached', false],
  ] as const)('explains %s with %o: “%s”', (code, details, text, needsSignIn) => {
    const failure = new OpenKeyError(code, '', { details })
    expect(describeDeviceFailure(failure)).toContain(text)
    expect(isSignInNeeded(failure)).toBe(needsSignIn)
  })
})
