import { systemClock } from '@openkey/protocol'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createApp } from './createApp.ts'
import { HttpError } from './http/httpError.ts'
import type { RouteBudgets } from './limits/routeBudgets.ts'
import type { LogEntry } from './log.ts'

const widgetOrigin = 'https://widget.example'

const unlimited = { spend: async () => {} }
const everyRoute = {
  'GET /api/things/:id': unlimited,
  'POST /api/things/:id': unlimited,
  'DELETE /api/things/:id': unlimited,
}

const signOut = new Hono().post('/sign-out', (context) => context.json({ success: true }))

function build(
  budgets: RouteBudgets = everyRoute,
  more: Readonly<Record<string, readonly Hono[]>> = {},
  proofNonce?: () => string,
) {
  const logged: LogEntry[] = []
  const things = new Hono()
    .get('/:id', (context) => context.json({ id: context.req.param('id') }))
    .post('/:id', async (context) => context.json({ length: (await context.req.text()).length }))
    .delete('/:id', () => {
      throw new Error('a secret is in this text')
    })
  const app = createApp({
    widgetOrigin,
    log: (entry) => logged.push(entry),
    clock: systemClock,
    api: { things: [things], ...more },
    budgets,
    inbox: undefined,
    proofNonce,
  })
  const request = (method: string, headers: Record<string, string> = {}, body?: string) =>
    app.request('https://api.example/api/things/7', { method, headers, ...(body !== undefined && { body }) })
  return { app, logged, request }
}

describe('createApp', () => {
  test('responds to the widget, and allows its origin', async () => {
    const response = await build().request('GET', { origin: widgetOrigin })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(widgetOrigin)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('access-control-expose-headers')).toContain('set-auth-token')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('vary')).toBe('Origin')
  })

  test('responds to the widget’s preflight without credentials', async () => {
    const response = await build().request('OPTIONS', { origin: widgetOrigin, 'access-control-request-method': 'POST' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-headers')).toBe('Authorization,Content-Type')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('lets a browser that signs in with cookies read the response, and only that', async () => {
    const { app } = build({ ...everyRoute, 'POST /api/auth/sign-out': unlimited }, { auth: [signOut] })
    const ask = (path: string, method: string, origin: string) =>
      app.request(`https://api.example${path}`, {
        method,
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    const allowedFor = async (path: string, method: string, origin = widgetOrigin) =>
      (await ask(path, method, origin)).headers.get('access-control-allow-credentials')
    expect(await allowedFor('/api/auth/sign-out', 'OPTIONS')).toBe('true')
    expect(await allowedFor('/api/auth/sign-out', 'POST')).toBe('true')
    for (const method of ['OPTIONS', 'POST']) expect(await allowedFor('/api/things/7', method)).toBeNull()
    const foreign = await ask('/api/auth/sign-out', 'POST', 'https://evil.example')
    expect(foreign.status).toBe(403)
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each([
    'https://evil.example',
    'https://widget.example.evil.example',
    'http://widget.example',
    'https://api.example',
    'null',
  ])('rejects a page of %s, with and without a bearer token', async (origin) => {
    for (const headers of [{ origin }, { origin, authorization: 'Bearer x.y' }]) {
      const response = await build().request('POST', headers, '{}')
      expect(response.status).toBe(403)
      expect(await response.json()).toEqual({ error: 'Origin not allowed' })
      expect(response.headers.get('access-control-allow-origin')).not.toBe(origin)
    }
  })

  test.each(['cross-site', 'same-site'])('rejects a %s request without Origin', async (site) => {
    expect((await build().request('GET', { 'sec-fetch-site': site })).status).toBe(403)
  })

  test('responds to a program, which sends no origin', async () => {
    expect((await build().request('POST', {}, '{}')).status).toBe(200)
  })

  test('S21: throws if a route has no budget', () => {
    expect(() => build({ 'GET /api/things/:id': unlimited, 'POST /api/things/:id': unlimited })).toThrow(
      'Routes without a budget: DELETE /api/things/:id.',
    )
  })

  test('S21: counts a request before reading its body', async () => {
    const spend = async () => {
      throw new HttpError(429, 'Too many requests', { retryAfterSeconds: 7 })
    }
    const { request } = build({ ...everyRoute, 'POST /api/things/:id': { spend } })
    const response = await request('POST', { 'content-length': '262145' }, 'x'.repeat(262_145))
    expect({ status: response.status, retryAfter: response.headers.get('retry-after') }).toEqual({
      status: 429,
      retryAfter: '7',
    })
    expect((await request('GET')).status).toBe(200)
  })

  test('logs an unexpected error with its route, and answers with the id of that line and without its text', async () => {
    const { request, logged } = build()
    const response = await request('DELETE', { origin: widgetOrigin })
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 500,
      body: { error: 'Internal server error' },
    })
    expect(logged[0]).toEqual({
      event: 'unexpected_error',
      requestId: response.headers.get('x-request-id'),
      method: 'DELETE',
      route: '/api/things/:id',
      error: 'Error',
      stack: expect.stringContaining('createApp.test.ts'),
    })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
    expect(JSON.stringify(logged)).not.toContain('secret')
  })

  test('responds with 404 to unknown paths', async () => {
    const response = await build().app.request('https://api.example/api/elsewhere')
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 404,
      body: { error: 'Not found' },
    })
  })

  test('logs the pattern of a route, not its path, with the id of the response', async () => {
    const { request, logged } = build()
    const [one, other] = [await request('GET'), await request('GET')]
    const [requestId, otherId] = [one, other].map(({ headers }) => headers.get('x-request-id'))
    const line = { event: 'request', method: 'GET', route: '/api/things/:id', status: 200 }
    const durationMs = expect.any(Number)
    expect(logged).toEqual([
      { ...line, requestId, durationMs },
      { ...line, requestId: otherId, durationMs },
    ])
    expect(requestId).not.toBe(otherId)
  })

  test('serves /health to programs and to the widget', async () => {
    const response = await build().app.request('https://api.example/health', { headers: { origin: widgetOrigin } })
    expect(await response.json()).toEqual({ status: 'ok', tee: 'development' })
    expect(response.headers.get('access-control-allow-origin')).toBe(widgetOrigin)
  })

  test('sends the nonce of the next proof with every response of the API, and with /health', async () => {
    const { app } = build(everyRoute, {}, () => 'nonce-1')
    const paths = ['/health', '/api/things/7', '/api/unknown', '/livez']
    const responses = await Promise.all(paths.map((path) => app.request(`https://api.example${path}`)))
    expect(responses.map(({ headers }) => headers.get('dpop-nonce'))).toEqual(['nonce-1', 'nonce-1', 'nonce-1', null])
  })
})
