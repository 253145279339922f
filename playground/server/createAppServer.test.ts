import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FetchHandler } from './bindPort.ts'
import { createAppServer } from './createAppServer.ts'

const config = {
  appName: 'An </script> app',
  widgetUrl: 'http://openkey.localhost:5174',
  nodeUrl: 'http://localhost:5176',
  inboxUrl: 'http://api.openkey.localhost:5175/inbox',
  isTrusted: true,
  otherOrigin: 'http://stranger.localhost:5173',
}

describe('createAppServer', () => {
  test('escapes the configuration in the page', async () => {
    const handler = await appServer()
    const text = await (await handler(new Request('http://localhost:5173/'))).text()
    const [, json = ''] = /<script id="app-config">(.*?)<\/script>/s.exec(text) ?? []
    expect(JSON.parse(json)).toEqual(config)
  })

  test('allows the page to connect to its server and the node, and to frame the widget and its own other hostname only', async () => {
    const handler = await appServer()
    const { headers } = await handler(new Request('http://localhost:5173/'))
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      'img-src data:',
      "connect-src 'self' http://localhost:5176",
      'frame-src http://openkey.localhost:5174 http://stranger.localhost:5173',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
  })

  test.each([
    ['/assets/a.js', 200, 'text/javascript; charset=utf-8'],
    ['/assets/missing.js', 404, 'text/plain;charset=UTF-8'],
    ['/../package.json', 404, 'text/plain;charset=UTF-8'],
    ['/assets/%2e%2e/%2e%2e/package.json', 404, 'text/plain;charset=UTF-8'],
  ])('GET %s returns %i', async (path, status, contentType) => {
    const handler = await appServer()
    const response = await handler(new Request(`http://localhost:5173${path}`))
    expect([response.status, response.headers.get('content-type')]).toEqual([status, contentType])
  })

  test('is read-only', async () => {
    const handler = await appServer()
    expect((await handler(new Request('http://localhost:5173/', { method: 'POST' }))).status).toBe(405)
  })
})

async function appServer(): Promise<FetchHandler> {
  const dist = await mkdtemp(join(tmpdir(), 'openkey-app-'))
  onTestFinished(() => rm(dist, { recursive: true, force: true }))
  await mkdir(join(dist, 'assets'))
  await writeFile(join(dist, 'assets/a.js'), 'export {}')
  await writeFile(join(dist, 'index.html'), '<script id="app-config">{"configured":false}</script>')
  return createAppServer({ dist, config })
}
