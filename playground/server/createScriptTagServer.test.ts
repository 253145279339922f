import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createScriptTagServer } from './createScriptTagServer.ts'

const origin = 'http://localhost:5173'
const server = createScriptTagServer({
  origin,
  config: {
    appName: 'A "quoted" app',
    widgetUrl: 'http://openkey.localhost:5174',
    inboxUrl: 'http://api.openkey.localhost:5175/inbox',
  },
})
let page: string
let headers: Headers
beforeAll(async () => {
  const response = await server.request(`${origin}/script-tag`)
  page = await response.text()
  headers = response.headers
})

describe('createScriptTagServer', () => {
  test('renders the snippet twice: as code and as text', () => {
    expect(page.match(/<script async src="http:\/\/localhost:5173\/openkey-\d+\.\d+\.\d+\.js"/g)).toHaveLength(1)
    expect(page.match(/&lt;script async src="http:\/\/localhost:5173\/openkey-\d+\.\d+\.\d+\.js"/g)).toHaveLength(1)
    expect(page).toContain('data-widget="http://openkey.localhost:5174" data-app-name="A &quot;quoted&quot; app"')
    expect(page).not.toContain('<!--')
  })

  test('allows only the inline script, by its hash', () => {
    const [, stub = ''] = /<script>(.*?)<\/script>/s.exec(page) ?? []
    const hash = `'sha256-${createHash('sha256').update(stub).digest('base64')}'`
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'self' ${hash}`,
      "style-src 'self'",
      'img-src data:',
      "connect-src 'self'",
      'frame-src http://openkey.localhost:5174',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
  })

  test('serves each file as immutable, to any page, with the hash in the page', async () => {
    const tags = [...page.matchAll(/<script async src="([^"]+)"\s+integrity="([^"]+)"/g)]
    expect(tags).toHaveLength(2)
    for (const [, src = '', integrity] of tags) {
      const response = await server.request(src)
      const bytes = new Uint8Array(await response.arrayBuffer())
      expect(`sha384-${createHash('sha384').update(bytes).digest('base64')}`).toBe(integrity)
      expect(Object.fromEntries(response.headers)).toEqual({
        'content-type': 'text/javascript; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=31536000, immutable',
      })
    }
  })

  test.for([
    ['/script-tag/page.js', 200],
    ['/script-tag/page.css', 200],
    ['/look.css', 200],
    ['/app.css', 404],
    ['/script-tag/index.html', 404],
    ['/openkey-0.0.0.js', 404],
    ['/siwe/nonce', 200],
  ] as const)('GET %s returns %i', async ([path, status]) => {
    expect((await server.request(`${origin}${path}`)).status).toBe(status)
  })
})
