import { describe, expect, test } from 'vitest'
import { identifyKeyEndpointError } from './callKeyEndpoint.ts'

function identify(status: number, { hasSession = true, headers = {}, refusal = '' } = {}) {
  const { code, details } = identifyKeyEndpointError({ status, headers: new Headers(headers), hasSession, refusal })
  return [code, details]
}

describe('identifyKeyEndpointError', () => {
  test.each([
    [400, 'key_endpoint_rejected'],
    [401, 'session_expired'],
    [403, 'session_expired'],
    [404, 'key_endpoint_rejected'],
    [409, 'key_endpoint_rejected'],
    [429, 'rate_limited'],
    [500, 'key_endpoint_unreachable'],
    [502, 'key_endpoint_unreachable'],
    [304, 'key_endpoint_unreachable'],
  ])('tells %i apart as %s', (status, code) => {
    expect(identify(status)).toEqual([code, { status }])
  })

  test.each(['limit_reached', 'last_way_in', 'passkey_missing'])('S21: says that %s is in the way', (refusal) => {
    expect(identify(409, { refusal })).toEqual(['key_endpoint_rejected', { status: 409, received: refusal }])
    expect(identify(400, { refusal })).toEqual(['key_endpoint_rejected', { status: 400 }])
  })

  test('passes no other text of a refusal on', () => {
    expect(identify(409, { refusal: 'a secret' })).toEqual(['key_endpoint_rejected', { status: 409 }])
  })

  test('does not speak of a session where the call had none', () => {
    expect(identify(401, { hasSession: false })).toEqual(['key_endpoint_rejected', { status: 401 }])
  })

  test.each(['invalid_dpop_proof', 'use_dpop_nonce'])(
    'takes %s for what it is, with a session and without',
    (refusal) => {
      const expected = ['key_endpoint_rejected', { status: 401, field: 'DPoP' }]
      expect(identify(401, { refusal })).toEqual(expected)
      expect(identify(401, { refusal, hasSession: false })).toEqual(expected)
      expect(identify(400, { refusal })).toEqual(['key_endpoint_rejected', { status: 400 }])
    },
  )

  test('passes a wait in seconds on, up to an hour', () => {
    expect(identify(429, { headers: { 'retry-after': '7' } })[1]).toEqual({ status: 429, retryAfterMs: 7_000 })
    expect(identify(429, { headers: { 'x-retry-after': '9' } })[1]).toEqual({ status: 429, retryAfterMs: 9_000 })
    expect(identify(429, { headers: { 'retry-after': '99999' } })[1]).toEqual({ status: 429, retryAfterMs: 3_600_000 })
  })

  test('passes a wait given as a date on, and none that cannot be read', () => {
    expect(identify(429, { headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } })[1]).toEqual({
      status: 429,
      retryAfterMs: 0,
    })
    expect(identify(429, { headers: { 'retry-after': 'soon' } })[1]).toEqual({ status: 429 })
  })

  test('reports every exception as an unreachable endpoint, except an abort by the caller', () => {
    const cause = new TypeError('Failed to fetch')
    expect(identifyKeyEndpointError({ cause }).code).toBe('key_endpoint_unreachable')
    expect(identifyKeyEndpointError({ cause, signal: AbortSignal.abort() }).code).toBe('aborted')
    expect(identifyKeyEndpointError({ cause, signal: new AbortController().signal }).code).toBe(
      'key_endpoint_unreachable',
    )
  })
})
