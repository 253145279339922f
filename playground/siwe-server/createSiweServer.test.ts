import { formatSiweMessage, type SiweMessage } from '@openkey/protocol/siwe'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { createNonces } from './createNonces.ts'
import { createSiweServer } from './createSiweServer.ts'

const account = privateKeyToAccount(generatePrivateKey())
const startMs = Date.UTC(2026, 10, 20, 12)
const minuteMs = 60_000

/** Creates a server with a controlled clock, and a user who signs. */
function bench() {
  let nowMs = startMs
  let cookie = ''
  const server = createSiweServer({ domain: 'notes.example', now: () => nowMs })
  return {
    pass: (ms: number) => {
      nowMs += ms
    },
    async nonce() {
      const response = await server.request('/nonce', { headers: { cookie } })
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
      return response.text()
    },
    async signed(nonce: string, changes: Partial<SiweMessage> = {}) {
      const message = formatSiweMessage({
        domain: 'notes.example',
        address: account.address,
        uri: 'https://notes.example/',
        version: '1',
        chainId: 1,
        nonce,
        issuedAt: new Date(startMs).toISOString(),
        expirationTime: new Date(startMs + 5 * minuteMs).toISOString(),
        ...changes,
      })
      return { message, signature: await account.signMessage({ message }) }
    },
    async verify(body: unknown, changes: Readonly<Record<string, string>> = {}) {
      const headers = { 'content-type': 'application/json', cookie, ...changes }
      const response = await server.request('/verify', { method: 'POST', headers, body: JSON.stringify(body) })
      return [response.status, await response.text()]
    },
  }
}

describe('createSiweServer', () => {
  test('issues a nonce and accepts a message signed with it', async () => {
    const { nonce, signed, verify } = bench()
    expect(await verify(await signed(await nonce()))).toEqual([200, JSON.stringify({ address: account.address })])
  })

  test('rejects the same message again', async () => {
    const { nonce, signed, verify } = bench()
    const once = await signed(await nonce())
    await verify(once)
    expect(await verify(once)).toEqual([401, 'The nonce is used or expired.'])
  })

  test('invalidates the nonce on a wrong signature', async () => {
    const { nonce, signed, verify } = bench()
    const right = await signed(await nonce())
    const wrong = { ...right, signature: await account.signMessage({ message: 'another text' }) }
    expect((await verify(wrong))[0]).toBe(401)
    expect(await verify(right)).toEqual([401, 'The nonce is used or expired.'])
  })

  test('rejects a nonce it did not issue', async () => {
    const { nonce, signed, verify } = bench()
    await nonce()
    expect(await verify(await signed('notOurNonce1'))).toEqual([
      401,
      'The nonce is unknown, or was issued to another browser.',
    ])
  })

  test('rejects a nonce after ten minutes', async () => {
    const { nonce, signed, verify, pass } = bench()
    const late = await signed(await nonce(), { expirationTime: undefined })
    pass(10 * minuteMs)
    expect(await verify(late)).toEqual([401, 'The nonce is used or expired.'])
  })

  test('rejects a message for another domain', async () => {
    const { nonce, signed, verify } = bench()
    const changes = { domain: 'elsewhere.example', uri: 'https://elsewhere.example/' }
    expect((await verify(await signed(await nonce(), changes)))[0]).toBe(401)
  })

  test('rejects an expired message', async () => {
    const { nonce, signed, verify, pass } = bench()
    const late = await signed(await nonce())
    pass(6 * minuteMs)
    expect((await verify(late))[0]).toBe(401)
  })

  test('rejects a message that is not valid yet', async () => {
    const { nonce, signed, verify } = bench()
    const notBefore = new Date(startMs + minuteMs).toISOString()
    expect((await verify(await signed(await nonce(), { notBefore })))[0]).toBe(401)
  })

  test('rejects the signature of another account', async () => {
    const { nonce, signed, verify } = bench()
    const { message } = await signed(await nonce())
    const signature = await privateKeyToAccount(generatePrivateKey()).signMessage({ message })
    expect((await verify({ message, signature }))[0]).toBe(401)
  })

  test.for([null, {}, { message: 'no sign-in', signature: '0x' }, 'text'])('rejects %o', async (body) => {
    expect((await bench().verify(body))[0]).toBe(401)
  })

  describe('for a page on another origin', () => {
    const pageOrigin = 'https://notes.example'
    const elsewhere = () => {
      const server = createSiweServer({ domain: 'notes.example', pageOrigin, now: () => startMs })
      const headers = { origin: pageOrigin, 'content-type': 'application/json' }
      return {
        ask: () => server.request('/nonce', { headers }),
        verify: (body: unknown, cookie: string) =>
          server.request('/verify', { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) }),
      }
    }

    test('allows only that page to send cookies and read the date', async () => {
      const { headers } = await elsewhere().ask()
      const sent = ['access-control-allow-origin', 'access-control-allow-credentials', 'access-control-expose-headers']
      expect(sent.map((name) => headers.get(name))).toEqual([pageOrigin, 'true', 'date'])
      expect(headers.get('set-cookie')).toMatch(/^siwe-browser=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=None$/)
    })

    test('accepts a message only from the browser that has the nonce', async () => {
      const { ask, verify } = elsewhere()
      const answer = await ask()
      const [cookie = ''] = answer.headers.get('set-cookie')?.split(';') ?? []
      const signed = await bench().signed(await answer.text())
      for (const other of ['', 'siwe-browser=another']) {
        expect([(await verify(signed, other)).status]).toEqual([401])
      }
      expect((await verify(signed, cookie)).status).toBe(200)
    })
  })

  test('accepts a nonce however many others were issued since', async () => {
    const { nonce, signed, verify } = bench()
    const first = await nonce()
    for (let index = 0; index < 100; index++) await bench().nonce()
    for (let index = 0; index < 100; index++) await nonce()
    expect((await verify(await signed(first)))[0]).toBe(200)
  })

  test('does not sign in a browser with a message that was signed in another', async () => {
    const [attacker, victim] = [bench(), bench()]
    const signed = await attacker.signed(await attacker.nonce())
    await victim.nonce()
    expect((await victim.verify(signed))[0]).toBe(401)
  })

  test.each([
    ['a form', { 'content-type': 'text/plain' }, 415],
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['another site, by a request without origin', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('rejects a message from %s, and leaves its nonce unused', async (_, headers, status) => {
    const { nonce, signed, verify } = bench()
    const message = await signed(await nonce())
    expect((await verify(message, headers))[0]).toBe(status)
    expect((await verify(message, { origin: 'https://notes.example' }))[0]).toBe(200)
  })

  test.each([
    ['notes.example', 'HttpOnly; Secure; SameSite=Strict'],
    ['localhost:5173', 'HttpOnly; SameSite=Strict'],
    ['app.localhost', 'HttpOnly; SameSite=Strict'],
    ['localhost.example', 'HttpOnly; Secure; SameSite=Strict'],
  ])('sets a cookie for %s that only its own pages send', async (domain, attributes) => {
    const { headers } = await createSiweServer({ domain }).request('/nonce')
    expect(headers.get('set-cookie')).toMatch(new RegExp(`; ${attributes}$`))
  })

  test('accepts a nonce of another process with the same secret', async () => {
    const secret = new Uint8Array(32).fill(1)
    const [one, other] = [0, 1].map(() => createNonces({ secret, now: () => startMs }))
    const nonce = one?.issue('browser') ?? ''
    expect(() => other?.use(nonce, 'browser')).not.toThrow()
  })
})
