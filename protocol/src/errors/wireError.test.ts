import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packageVersion } from '../packageVersion.ts'
import { type ErrorCode, errorCodes } from './errorCode.ts'
import { isOpenKeyError, OpenKeyError } from './openKeyError.ts'
import { fromWireError, toWireError } from './wireError.ts'
import { wireErrorSchema } from './wireErrorSchema.ts'

const codes = Object.keys(errorCodes) as ErrorCode[]

describe('toWireError', () => {
  test('and fromWireError keep code, number, prose and details of every code', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.string({ maxLength: 512 }),
        fc.record({ field: fc.string({ maxLength: 256 }), retryAfterMs: fc.nat() }, { requiredKeys: [] }),
        (code, message, details) => {
          const error = new OpenKeyError(code, message, { details, cause: new Error('stays here') })
          const wire = structuredClone(toWireError(error))
          expect(wireErrorSchema.safeParse(wire).success).toBe(true)
          const rebuilt = fromWireError(wire)
          expect(rebuilt).toBeInstanceOf(OpenKeyError)
          expect({ ...rebuilt, message: rebuilt.message }).toEqual({ ...error, message })
          expect(rebuilt.cause).toBeUndefined()
        },
      ),
    )
  })

  test.for([
    ['an Error', new Error('bearer eyJ')],
    ['a text', 'bearer eyJ'],
    ['an object with a code', { code: 'user_rejected', message: 'bearer eyJ' }],
    ['undefined', undefined],
  ] as const)('S7: says nothing of %s', ([, thrown]) => {
    expect(toWireError(thrown)).toEqual({ code: 'internal', message: 'Something went wrong inside OpenKey.' })
  })

  test.for([Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5])('keeps %d within the schema', (retryAfterMs) => {
    const wire = toWireError(new OpenKeyError('rate_limited', 'Wait.', { details: { retryAfterMs } }))
    expect(wireErrorSchema.safeParse(JSON.parse(JSON.stringify(wire))).success).toBe(true)
  })

  test('bounds prose and details', () => {
    const wire = toWireError(new OpenKeyError('internal', 'x'.repeat(9_999), { details: { field: 'y'.repeat(9_999) } }))
    expect([wire.message.length, wire.details?.field?.length]).toEqual([512, 256])
  })
})

describe('fromWireError', () => {
  test.for(['constructor', '__proto__', 'from_the_future'])('calls the unknown code %s internal', (code) => {
    expect(fromWireError({ code, message: 'Prose.' })).toMatchObject({
      code: 'internal',
      message: 'Prose.',
      details: { received: code },
    })
  })
})

describe('OpenKeyError', () => {
  test('carries what a program and a person need', () => {
    const cause = new Error('why')
    const error = new OpenKeyError('user_rejected', 'No.', { details: { how: 'declined' }, cause })
    expect({ ...error, cause: error.cause, text: String(error) }).toEqual({
      [Symbol.for('@openkey/error')]: true,
      name: 'UserRejectedError',
      code: 'user_rejected',
      number: 4001,
      retryable: false,
      details: { how: 'declined' },
      docsPath: 'https://openkey.so/docs/errors#user_rejected',
      version: packageVersion,
      cause,
      text: 'UserRejectedError: No.',
    })
    expect([isOpenKeyError(error), isOpenKeyError(error, 'timeout'), isOpenKeyError({ code: 'timeout' })]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('links to documentation that is hosted elsewhere', () => {
    const base = OpenKeyError.docsBaseUrl
    OpenKeyError.docsBaseUrl = 'https://docs.example/openkey'
    try {
      expect(new OpenKeyError('timeout', 'Late.').docsPath).toBe('https://docs.example/openkey#timeout')
    } finally {
      OpenKeyError.docsBaseUrl = base
    }
  })

  test('S13: can be made in a page that froze what errors inherit', () => {
    const name = Object.getOwnPropertyDescriptor(Error.prototype, 'name')
    Object.defineProperty(Error.prototype, 'name', { writable: false })
    try {
      expect(new OpenKeyError('aborted', 'The call was aborted.')).toMatchObject({ name: 'AbortedError' })
    } finally {
      Object.defineProperty(Error.prototype, 'name', name ?? {})
    }
  })
})

describe('errorCodes', () => {
  test('number our own codes within −32000…−32099, each once', () => {
    const own = Object.values(errorCodes)
      .map(([number]) => number)
      .filter((number) => number <= -32_000 && number >= -32_099)
    expect(new Set(own).size).toBe(own.length)
    expect(own).toHaveLength(codes.length - 7)
  })
})
