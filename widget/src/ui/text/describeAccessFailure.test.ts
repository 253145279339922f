import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { describeAccessFailure } from './describeAccessFailure.ts'

describe('describeAccessFailure', () => {
  test.each([
    ['key_endpoint_rejected', { received: 'limit_reached' }, 'can’t hold any more passkeys. Remove one'],
    ['key_endpoint_rejected', { received: 'last_way_in' }, 'your last passkey'],
    ['key_endpoint_rejected', { received: 'passkey_missing' }, 'has no passkey'],
    ['key_endpoint_rejected', { expected: 'passkey' }, 'sign out and in again'],
    ['key_endpoint_rejected', {}, 'declined this'],
    ['key_endpoint_rejected', { field: 'passkey' }, 'delete it there'],
    ['key_endpoint_rejected', { field: 'passkey', received: 'limit_reached' }, 'delete it there'],
    ['passkey_unavailable', { field: 'passkey' }, 'delete it there'],
    ['key_endpoint_unreachable', { field: 'passkey' }, 'may not work'],
    ['key_endpoint_unreachable', {}, 'couldn’t be reached'],
    ['passkey_unavailable', { received: 'InvalidStateError' }, 'already has a passkey'],
    ['passkey_unavailable', { received: 'TypeError' }, 'couldn’t use a passkey'],
    ['user_rejected', {}, 'No passkey was used'],
    ['rate_limited', {}, 'Wait a minute'],
    ['session_expired', {}, 'Sign in again'],
  ] as const)('explains %s with %o: “%s”', (code, details, text) => {
    expect(describeAccessFailure(new OpenKeyError(code, '', { details }))).toContain(text)
  })
})
