import { describe, expect, test } from 'vitest'
import { identifyPasskeyError } from './identifyPasskeyError.ts'

const rejected = ['user_rejected', { how: 'declined' }] as const
const unavailable = (received: string) => ['passkey_unavailable', { received }] as const

describe('identifyPasskeyError', () => {
  test.each([
    ['NotAllowedError', ...rejected],
    ['AbortError', ...rejected],
    ['TimeoutError', ...rejected],
    ['SecurityError', ...unavailable('SecurityError')],
    ['InvalidStateError', ...unavailable('InvalidStateError')],
    ['NotSupportedError', ...unavailable('NotSupportedError')],
  ])('tells %s apart as %s', (name, code, details) => {
    expect(identifyPasskeyError(new DOMException('', name))).toMatchObject({ code, details })
  })

  test.each([
    ['a plain object', { name: 'NotAllowedError' }, ...rejected],
    ['an error with the name in its message', new Error('NotAllowedError: The operation was cancelled'), ...rejected],
    ['an object with a message alone', { message: 'InvalidStateError' }, ...unavailable('InvalidStateError')],
    ['text', 'AbortError: cancelled by user', ...rejected],
    ['a TypeError', new TypeError('Illegal invocation'), ...unavailable('TypeError')],
    ['nothing', undefined, ...unavailable('unknown')],
    ['null', null, ...unavailable('unknown')],
    ['a number', 7, ...unavailable('unknown')],
    [
      'an object that throws',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no')
          },
        },
      ),
      ...unavailable('unknown'),
    ],
    ['a name that is no name', { name: 'a secret of the page '.repeat(20) }, ...unavailable('unknown')],
    ['a name of another kind', { name: ['NotAllowedError'] }, ...unavailable('unknown')],
  ])('reads what a password manager rejects with: %s', (_, cause, code, details) => {
    const { code: found, details: told } = identifyPasskeyError(cause)
    expect({ found, told }).toEqual({ found: code, told: details })
  })

  test('says aborted when the caller aborted, whatever the browser threw', () => {
    expect(identifyPasskeyError(new DOMException('', 'NotAllowedError'), AbortSignal.abort()).code).toBe('aborted')
  })
})
