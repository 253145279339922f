import { describe, expect, test } from 'vitest'
import { identifyPasskeyError } from './identifyPasskeyError.ts'

describe('identifyPasskeyError', () => {
  test.each([
    ['NotAllowedError', 'user_rejected', { how: 'declined' }],
    ['SecurityError', 'passkey_unavailable', { received: 'SecurityError' }],
    ['InvalidStateError', 'passkey_unavailable', { received: 'InvalidStateError' }],
    ['NotSupportedError', 'passkey_unavailable', { received: 'NotSupportedError' }],
  ])('tells %s apart as %s', (name, code, details) => {
    expect(identifyPasskeyError(new DOMException('', name))).toMatchObject({ code, details })
  })

  test('says aborted when the caller aborted, whatever the browser threw', () => {
    expect(identifyPasskeyError(new DOMException('', 'NotAllowedError'), AbortSignal.abort()).code).toBe('aborted')
  })

  test('takes no credential at all for a passkey that cannot be used', () => {
    expect(identifyPasskeyError(undefined)).toMatchObject({
      code: 'passkey_unavailable',
      details: { received: 'unknown' },
    })
  })
})
