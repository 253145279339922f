import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWidget } from './buildWidget.ts'
import { createWidgetServer } from './createWidgetServer.ts'
import { exportWidget } from './exportWidget.ts'
import { readFiles } from './readFiles.ts'
import { ask, type Question, type Reply } from './testing/ask.ts'
import { freePort } from './testing/freePort.ts'
import { serveOnLoopback } from './testing/serveOnLoopback.ts'
import { startNginx } from './testing/startNginx.ts'

const config = {
  keyEndpointUrl: 'https://api.openkey.example',
  chains: [1],
  maxSessionLifetimeMs: 1_000,
  embedding: { allow: 'any' as const },
  build: '</script>',
}

/** More than a line of `_headers` may hold. */
const manyEmbedders = Array.from({ length: 100 }, (_, index) => `https://embedder-${index}.example`)

const folder = mkdtempSync(join(tmpdir(), 'openkey-export-'))
const outDir = join(folder, 'out')
const dist = join(folder, 'dist')
let ours: Awaited<ReturnType<typeof serveOnLoopback>>
let nginx: Awaited<ReturnType<typeof startNginx>>
let origin: string

beforeAll(async () => {
  origin = `http://127.0.0.1:${await freePort()}`
  await exportWidget({ config, origin, outDir })
  await buildWidget({ outDir: dist })
  ours = await serveOnLoopback(createWidgetServer({ dist, config }))
  nginx = await startNginx({ serverBlock: join(outDir, 'nginx.conf'), origin })
})
afterAll(async () => {
  await ours?.close()
  await nginx?.close()
  rmSync(folder, { recursive: true })
})

const built = () => [...readFiles(dist).keys()].filter((path) => path.startsWith('/assets/'))

describe('exportWidget', () => {
  test('writes what is published and, beside it, what is not', () => {
    const published = ['/index.html', '/device.html', ...built()].flatMap((path) => [`/site${path}`, `/site${path}.gz`])
    expect([...readFiles(outDir).keys()].sort()).toEqual(
      ['/Caddyfile', '/nginx.conf', '/site/404.html', '/site/_headers', ...published].sort(),
    )
  })

  test('writes the configuration into the page, as our server does', async () => {
    const served = Buffer.from((await ask(ours.url, { path: '/' })).body, 'base64')
    expect(readFileSync(join(outDir, 'site/index.html'), 'utf8')).toBe(served.toString('utf8'))
  })

  test.each([
    ['chains', { config: { ...config, chains: [] } }],
    ['', { config: 'nothing' }],
    ['origin', { origin: 'openkey.example' }],
    ['origin', { origin: 'https://openkey.example/widget' }],
    ['origin', { origin: 'http://openkey.example' }],
    ['origin', { origin: 'https://api.openkey.example' }],
    ['embedding.allow', { config: { ...config, embedding: { allow: manyEmbedders } } }],
    ['root', { root: 'relative/site' }],
    ['root', { root: '/srv/two words' }],
    ['root', { root: '/srv/$host' }],
  ])('refuses a mistake and names it: %s', async (field, mistake) => {
    await expect(
      exportWidget({ config, origin: 'https://openkey.example', outDir: join(folder, 'refused'), ...mistake }),
    ).rejects.toMatchObject({ code: 'invalid_params', details: { field } })
    expect(existsSync(join(folder, 'refused'))).toBe(false)
  })
})

describe('the exported nginx.conf, served by nginx', () => {
  const gzip = { 'accept-encoding': 'gzip, deflate, br' }
  const asked = (): readonly Question[] => [
    { path: '/' },
    { path: '/?keyEndpointUrl=https://evil.example' },
    { path: '/', headers: gzip },
    { path: '/', method: 'HEAD' },
    ...built().flatMap((path) => [{ path }, { path, headers: gzip }]),
    { path: '/', method: 'POST' },
    { path: '/', method: 'OPTIONS' },
    ...nothing().map((path) => ({ path })),
  ]
  const nothing = () => [
    '/nothing',
    '/favicon.ico',
    '/index.html',
    '/index.html.gz',
    '/404.html',
    '/_headers',
    '/nginx.conf',
    '/assets',
    '/assets/',
    '/assets/missing-abc.js',
    '/assets/..%2fnginx.conf',
    `${built()[0]}.gz`,
  ]

  test('S9, S11, S18: answers as our server does, header for header', async () => {
    for (const question of asked()) {
      const [expected, answer] = await Promise.all([ask(ours.url, question), ask(origin, question)])
      expect({ question, ...comparable(answer) }).toEqual({ question, ...comparable(expected) })
    }
  })

  test('S18: has nothing but the page and the files it names', async () => {
    for (const path of nothing()) expect([path, (await ask(origin, { path })).status]).toEqual([path, 404])
  })

  test('answers an unchanged page with nothing', async () => {
    const { headers } = await ask(origin, { path: '/' })
    const again = await ask(origin, { path: '/', headers: { 'if-none-match': headers.etag ?? '' } })
    expect([again.status, again.body, again.headers['content-security-policy']]).toEqual([
      304,
      '',
      headers['content-security-policy'],
    ])
  })
})

/** Everything but what names the server, the connection and the moment; of a tag, that there is one. */
function comparable({ status, headers, body }: Reply): Reply {
  const {
    date: _date,
    server: _server,
    connection: _connection,
    'keep-alive': _keepAlive,
    'transfer-encoding': _chunks,
    etag,
    ...rest
  } = headers
  return { status, headers: { ...rest, ...(etag !== undefined && { etag: 'some' }) }, body }
}
