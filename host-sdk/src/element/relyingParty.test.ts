import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRelyingParty } from './relyingParty.ts'

const nonceUrl = new URL('https://notes.example/siwe/nonce')
const verifyUrl = new URL('https://notes.example/siwe/verify')
const signed = { message: 'text', signature: '0x00' }

function answering(answer: () => Response | Promise<Response>) {
  const asked: { url: string; method: string; body: unknown; redirect: string | undefined }[] = []
  const party = createRelyingParty({
    nonceUrl,
    verifyUrl,
    async fetch(url, { method = 'GET', body, redirect } = {}) {
      asked.push({ url: String(url), method, body, redirect })
      return answer()
    },
  })
  return { party, asked }
}

/** More than any page needs, in pieces of 1 KiB; 1 MiB in total, so that a reader without a limit ends as well. */
function overlongText() {
  let left = 1_024
  let isCancelled = false
  const body = new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new TextEncoder().encode('x'.repeat(1_024)))
      else controller.close()
    },
    cancel() {
      isCancelled = true
    },
  })
  return { body, isCancelled: () => isCancelled }
}

describe('createRelyingParty', () => {
  test('S20: requests a nonce, has a signature verified, and follows no redirect', async () => {
    const { party, asked } = answering(() => new Response(' 8Kq2mZ0aXw \n'))
    expect(await party.nonce()).toBe('8Kq2mZ0aXw')
    expect(await party.verify(signed)).toBe(' 8Kq2mZ0aXw \n')
    expect(asked).toEqual([
      { url: nonceUrl.href, method: 'GET', body: undefined, redirect: 'error' },
      { url: verifyUrl.href, method: 'POST', body: JSON.stringify(signed), redirect: 'error' },
    ])
  })

  test('sends the headers of the page with both requests', async () => {
    const sent: (readonly [string, string | null, string | null])[] = []
    const party = createRelyingParty({
      nonceUrl,
      verifyUrl,
      headers: { 'X-CSRF-Token': 'token-1', 'Content-Type': 'text/plain' },
      async fetch(url, init) {
        const headers = new Headers(init?.headers)
        sent.push([String(url), headers.get('x-csrf-token'), headers.get('content-type')])
        return new Response('8Kq2mZ0aXw')
      },
    })
    await party.nonce()
    await party.verify(signed)
    expect(sent).toEqual([
      [nonceUrl.href, 'token-1', 'text/plain'],
      [verifyUrl.href, 'token-1', 'application/json'],
    ])
  })

  test.for([
    ['{"nonce":"8Kq2mZ0aXw","expires":60}', '8Kq2mZ0aXw'],
    ['"8Kq2mZ0aXw"', '8Kq2mZ0aXw'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ] as const)('reads the nonce of %s', async ([text, nonce]) => {
    expect(await answering(() => new Response(text)).party.nonce()).toBe(nonce)
  })

  test.for([
    ['an error page', () => new Response('12345678', { status: 500 })],
    ['JSON without one', () => new Response('{"value":"12345678"}')],
    ['JSON with a number', () => new Response('{"nonce":1234567}')],
    ['JSON that is cut off', () => new Response('{"nonce":"12345678"')],
    ['seven characters', () => new Response('1234567')],
    ['a line feed in between', () => new Response('12345678\n12345678')],
  ] as const)('rejects the nonce of %s', async ([, answer]) => {
    await expect(answering(answer).party.nonce()).rejects.toMatchObject({
      code: 'invalid_params',
      details: { field: 'nonce-url', status: answer().status },
    })
  })

  test.for([
    [401, 'unauthorized'],
    [422, 'unauthorized'],
    [500, 'invalid_params'],
    [302, 'invalid_params'],
  ] as const)('reports status %d as %s', async ([status, code]) => {
    const { party } = answering(() => new Response('The nonce is spent.', { status }))
    const details = { field: 'verify-url', status, received: 'The nonce is spent.' }
    await expect(party.verify(signed)).rejects.toMatchObject({ code, details })
  })

  test('accepts a body of 65,536 characters', async () => {
    const { party } = answering(() => new Response('é'.repeat(65_536)))
    expect(await party.verify(signed)).toBe('é'.repeat(65_536))
  })

  test.for([
    [200, { code: 'invalid_params', details: { field: 'verify-url', status: 200 } }],
    [401, { code: 'unauthorized', details: { field: 'verify-url', status: 401, received: 'x'.repeat(256) } }],
  ] as const)('stops reading a body that is too long, with status %d', async ([status, error]) => {
    const overlong = overlongText()
    const { party } = answering(() => new Response(overlong.body, { status }))
    await expect(party.verify(signed)).rejects.toMatchObject(error)
    expect(overlong.isCancelled()).toBe(true)
  })

  test('rejects a nonce in a body that is too long', async () => {
    const overlong = overlongText()
    const { party } = answering(() => new Response(overlong.body))
    await expect(party.nonce()).rejects.toMatchObject({ code: 'invalid_params', details: { field: 'nonce-url' } })
    expect(overlong.isCancelled()).toBe(true)
  })

  test.for([undefined, 'include', 'same-origin', 'omit'] as const)(
    'sends cookies as asked: %s',
    async (credentials) => {
      const sent: unknown[] = []
      const fetch = async (_: unknown, init: RequestInit = {}) => {
        sent.push(init.credentials)
        return new Response('8Kq2mZ0aXw')
      }
      const party = createRelyingParty({ nonceUrl, verifyUrl, credentials, fetch })
      await party.nonce()
      await party.verify(signed)
      expect(sent).toEqual([credentials ?? 'same-origin', credentials ?? 'same-origin'])
    },
  )

  test.for([
    ['ahead', 3_600_000],
    ['behind', -86_400_000],
  ] as const)('returns the offset of a server whose clock is %s', async ([, byMs]) => {
    const date = new Date(Date.now() + byMs).toUTCString()
    const { party } = answering(() => new Response('8Kq2mZ0aXw', { headers: { date } }))
    expect(party.aheadMs?.()).toBe(0)
    await party.nonce()
    // A date has whole seconds, and the machine may be slow.
    expect(Math.abs((party.aheadMs?.() ?? 0) - byMs)).toBeLessThan(30_000)
  })

  test.for([undefined, '', 'yesterday'])('returns no offset if the server sends %o', async (date) => {
    const { party } = answering(() => new Response('8Kq2mZ0aXw', { headers: date === undefined ? {} : { date } }))
    await party.nonce()
    expect(party.aheadMs?.()).toBe(0)
  })

  test('decodes characters that are split between two chunks', async () => {
    const bytes = new TextEncoder().encode('é🔑')
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await answering(() => new Response(body)).party.verify(signed)).toBe('é🔑')
  })

  test('reports the attribute whose request failed', async () => {
    const { party } = answering(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(party.nonce()).rejects.toMatchObject({ code: 'invalid_params', details: { field: 'nonce-url' } })
    await expect(party.verify(signed)).rejects.toMatchObject({ details: { field: 'verify-url' } })
  })

  test('sends no request without a verify-url', async () => {
    const party = createRelyingParty({ nonceUrl, verifyUrl: undefined, fetch: () => Promise.reject(new Error()) })
    expect(await party.verify(signed)).toBeUndefined()
  })
})

describe('createRelyingParty, over HTTP', () => {
  const arrived: string[] = []
  /** `/redirect/<status>` redirects to `/elsewhere`, which would accept everything. */
  const server = createServer((request, response) => {
    arrived.push(`${request.method} ${request.url}`)
    const [, status] = /^\/redirect\/(\d+)$/.exec(request.url ?? '') ?? []
    if (status === undefined) response.writeHead(200).end('8Kq2mZ0aXw')
    else response.writeHead(Number(status), { location: '/elsewhere' }).end('8Kq2mZ0aXw')
  })
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => server.close())
  const at = (path: string) => new URL(path, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)

  test.for([300, 301, 302, 303, 307, 308])(
    'S20: reports status %i of either URL, and requests nothing else',
    async (status) => {
      const url = at(`/redirect/${status}`)
      const party = createRelyingParty({ nonceUrl: url, verifyUrl: url, fetch })
      const failure = (field: string) => ({ code: 'invalid_params', details: expect.objectContaining({ field }) })
      await expect(party.nonce()).rejects.toMatchObject(failure('nonce-url'))
      await expect(party.verify(signed)).rejects.toMatchObject(failure('verify-url'))
      expect(arrived.splice(0)).toEqual([`GET /redirect/${status}`, `POST /redirect/${status}`])
    },
  )

  test('accepts a server that does not redirect', async () => {
    const party = createRelyingParty({ nonceUrl: at('/nonce'), verifyUrl: at('/verify'), fetch })
    expect([await party.nonce(), await party.verify(signed)]).toEqual(['8Kq2mZ0aXw', '8Kq2mZ0aXw'])
    expect(arrived.splice(0)).toEqual(['GET /nonce', 'POST /verify'])
  })
})
