import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { changeText } from './changeText.ts'

describe('changeText', () => {
  test.each([
    ['key_endpoint_rejected', { received: 'limit_reached' }, 'as many passkeys as it can hold'],
    ['key_endpoint_rejected', { received: 'last_way_in' }, 'your last passkey'],
    ['key_endpoint_rejected', { received: 'passkey_missing' }, 'has no passkey'],
    ['key_endpoint_rejected', { expected: 'passkey' }, 'sign out and sign in again'],
    ['key_endpoint_rejected', {}, 'refused this'],
    ['key_endpoint_rejected', { field: 'passkey' }, 'delete it there'],
    ['key_endpoint_rejected', { field: 'passkey', received: 'limit_reached' }, 'delete it there'],
    ['passkey_unavailable', { field: 'passkey' }, 'delete it there'],
    ['key_endpoint_unreachable', { field: 'passkey' }, 'may not work'],
    ['key_endpoint_unreachable', {}, 'could not be reached'],
    ['passkey_unavailable', { received: 'InvalidStateError' }, 'already has a passkey'],
    ['passkey_unavailable', { received: 'TypeError' }, 'could not use a passkey'],
    ['user_rejected', {}, 'No passkey was used'],
    ['rate_limited', {}, 'Wait a minute'],
    ['session_expired', {}, 'Sign in again'],
  ] as const)('says of %s %o: %s', (code, details, text) => {
    expect(changeText(new OpenKeyError(code, '', { details }))).toContain(text)
  })
})
