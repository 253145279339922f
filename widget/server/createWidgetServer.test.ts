import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parseOrigin } from '@openkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWidgetServer } from './createWidgetServer.ts'
import { securityHeaders } from './securityHeaders.ts'
import { ask } from './testing/ask.ts'
import { serveOnLoopback } from './testing/serveOnLoopback.ts'

const config = {
  keyEndpointUrl: 'https://api.example',
  chains: [1],
  maxSessionLifetimeMs: 1_000,
  embedding: { allow: [parseOrigin('https://app.example')] },
  build: '</script><script>alert(1)</script>',
}

const html = '<!doctype html><script type="application/json" id="openkey-config"></script><div id="app"></div>'
const dist = mkdtempSync(join(tmpdir(), 'openkey-widget-server-'))
mkdirSync(join(dist, 'assets'))
writeFileSync(join(dist, 'index.html'), html)
writeFileSync(join(dist, 'device.html'), html)
writeFileSync(join(dist, 'assets', 'index-abc.js'), 'export {}')
writeFileSync(join(dist, 'assets', 'index-abc.css'), 'body {}')

let server: Awaited<ReturnType<typeof serveOnLoopback>>
beforeAll(async () => {
  server = await serveOnLoopback(createWidgetServer({ dist, config }))
})
afterAll(async () => {
  await server.close()
  rmSync(dist, { recursive: true })
})

function get(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`${server.url}${path}`, init)
}

describe('createWidgetServer', () => {
  test('serves the document with its configuration, which cannot break out of its element', async () => {
    const response = await get('/')
    const text = await response.text()
    const [, json = ''] = /id="openkey-config">(.*?)<\/script>/.exec(text) ?? []
    expect(JSON.parse(json)).toEqual(config)
    expect(text.match(/<script/g)).toHaveLength(1)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  test('sends the security headers with every answer', async () => {
    const expected = securityHeaders({ config })
    for (const [path, init] of [['/'], ['/nothing'], ['/', { method: 'POST' }]] satisfies [string, RequestInit?][]) {
      const { headers } = await get(path, init)
      expect(Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)]))).toEqual(expected)
    }
    const { headers } = await get('/assets/index-abc.js')
    expect(headers.get('content-security-policy')).toBe(expected['content-security-policy'])
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  test('S8: serves the page that connects programs, which no page can embed or keep a hold of', async () => {
    const { status, headers } = await get('/device')
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none';")
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect((await get('/device.html')).status).toBe(404)
    expect((await get('/')).headers.get('content-security-policy')).toContain('frame-ancestors https://app.example;')
  })

  test('serves built files for good, by their type', async () => {
    const script = await get('/assets/index-abc.js')
    expect([script.headers.get('content-type'), script.headers.get('cache-control'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
      'export {}',
    ])
    const style = await get('/assets/index-abc.css')
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
  })

  test.each([
    ['gzip', 'gzip'],
    ['deflate, gzip;q=0.5', 'gzip'],
    ['identity', undefined],
    ['gzip;q=0', undefined],
    ['br, gzip; q=0.0, deflate', undefined],
  ])('answers a client that accepts %s in %s', async (accepted, encoding) => {
    const { headers, body } = await ask(server.url, { path: '/', headers: { 'accept-encoding': accepted } })
    const bytes = Buffer.from(body, 'base64')
    expect({ ...headers, text: String(encoding ? gunzipSync(bytes) : bytes) }).toMatchObject({
      vary: 'Accept-Encoding',
      'content-length': String(bytes.byteLength),
      text: expect.stringContaining('<div id="app"></div>'),
    })
    expect(headers['content-encoding']).toBe(encoding)
  })

  test('answers an unchanged document with nothing', async () => {
    const { headers } = await get('/')
    const again = await get('/', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('content-security-policy')).toBe(headers.get('content-security-policy'))
  })

  test('answers HEAD without a body', async () => {
    const response = await get('/', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('ignores what a query says', async () => {
    expect(await (await get('/?keyEndpointUrl=https://evil.example')).text()).toBe(await (await get('/')).text())
  })

  test.each(['/index.html', '/nothing', '/assets', '/assets/', '/assets/../../package.json', '/%2e%2e/package.json'])(
    'S18: has nothing else: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await get('/', { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('refuses a configuration with a mistake, before it serves anything', () => {
    expect(() => createWidgetServer({ dist, config: { ...config, chains: [] } })).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'chains' } }),
    )
  })

  test('refuses a page without a place for its configuration', () => {
    const bare = mkdtempSync(join(tmpdir(), 'openkey-widget-server-'))
    writeFileSync(join(bare, 'index.html'), '<!doctype html>')
    expect(() => createWidgetServer({ dist: bare, config })).toThrow('exactly one')
    rmSync(bare, { recursive: true })
  })
})
