import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildEntries } from './buildEntries.ts'
import { publishedManifest, readManifest } from './manifest.ts'

const folder = mkdtempSync(join(tmpdir(), 'openkey-cli-'))
const cli = join(folder, 'dist/cli.js')
beforeAll(async () => {
  const published = publishedManifest(readManifest('host-sdk'))
  await buildEntries({ name: 'host-sdk', published, outDir: join(folder, 'dist') })
})
const servers: (() => void)[] = []
afterEach(() => {
  for (const stop of servers.splice(0)) stop()
})
afterAll(() => rmSync(folder, { recursive: true }))

type Outcome = { readonly exitCode: number | null; readonly text: string }

/** The command as a shell runs it. */
function run(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args])
    let text = ''
    child.stdout.on('data', (part) => (text += part))
    child.stderr.on('data', (part) => (text += part))
    child.on('close', (exitCode) => resolve({ exitCode, text }))
  })
}

type Served = {
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly status?: number
  readonly body?: string
}

/** A server on this machine, under a name resolvers do not know. */
async function serve({ headers = {}, status = 200, body = '<!doctype html>' }: Served, name: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://${name}.localhost:${(server.address() as AddressInfo).port}`
}

const serveWidget = (served: Served = {}) => serve(served, 'openkey')
const servePage = (served: Served = {}) => serve(served, 'app')

/** Runs the doctor on a page that has the script tag of this widget. */
async function examine(page: Served, widget: Served = {}) {
  const widgetUrl = await serveWidget(widget)
  const body = `<!doctype html><script async src="x.js" data-widget='${widgetUrl}/'></script>${page.body ?? ''}`
  const pageUrl = await servePage({ ...page, body })
  return { pageUrl, widgetUrl, ...(await run('doctor', pageUrl)) }
}

const usage = 'Usage: npx @openkey/host-sdk doctor <page url> [--widget <url>] [--json]\n'

describe('npx @openkey/host-sdk doctor', () => {
  test('is a program of the package, with a shebang', () => {
    const manifest: { readonly bin?: Readonly<Record<string, string>> } = readManifest('host-sdk')
    expect(Object.values(manifest.bin ?? {}).map((path) => existsSync(join(folder, path)))).toEqual([true, true])
    expect(readFileSync(cli, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })

  test('exits with 0 without problems', async () => {
    const { exitCode, text, pageUrl } = await examine({})
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: `${pageUrl}: no problems found. Call openkey.diagnose() in the page to check what only a browser knows.\n`,
    })
  })

  test('reports each problem with its fix, and exits with 1', async () => {
    const page = {
      headers: {
        'content-security-policy': "default-src 'self'",
        'permissions-policy': 'publickey-credentials-get=()',
        'cross-origin-opener-policy': 'same-origin',
      },
    }
    const { exitCode, text, pageUrl, widgetUrl } = await examine(page)
    expect({ exitCode, text }).toEqual({
      exitCode: 1,
      text: `✗ frame_blocked: A policy of the page blocks the widget: default-src 'self'
  Content-Security-Policy: default-src 'self'; frame-src 'self' ${widgetUrl}

✗ passkey_unavailable: A policy of the page denies the widget: publickey-credentials-get
  Permissions-Policy: publickey-credentials-get=(self "${widgetUrl}"), publickey-credentials-create=(self "${widgetUrl}")

! opener_severed: Cross-Origin-Opener-Policy: same-origin separates the widget’s windows from the page. A page that must be cross-origin isolated can use the frame only.
  Cross-Origin-Opener-Policy: same-origin-allow-popups

${pageUrl}: 2 errors, 1 warning
`,
    })
  })

  test('gives no advice to another host that the page redirects to', async () => {
    const signIn = await serve({ headers: { 'content-security-policy': "default-src 'none'" } }, 'accounts')
    const { exitCode, text, pageUrl } = await examine({ status: 302, headers: { location: `${signIn}/` } })
    expect({ exitCode, text }).toEqual({
      exitCode: 1,
      text: `✗ page_unreachable: ${pageUrl} redirects to another host, ${signIn}/.
  Pass a page that does not redirect. If the other host is yours, pass its URL.

${pageUrl}: 1 error, 0 warnings
`,
    })
  })

  test('names a script of the SDK that does not load', async () => {
    const cdn = await serve({ status: 404 }, 'cdn')
    const body = `<script src="${cdn}/openkey-sign-in-0.1.0.js"></script>`
    const { exitCode, text, pageUrl } = await examine({ body })
    expect({ exitCode, text }).toEqual({
      exitCode: 1,
      text: `✗ script_unreachable: The script of the SDK does not load from ${cdn}/openkey-sign-in-0.1.0.js: status 404.
  Copy the file from dist/script of the package to that place, or correct src.

${pageUrl}: 1 error, 0 warnings
`,
    })
  })

  test('prints the same findings as JSON', async () => {
    const widgetUrl = await serveWidget()
    const pageUrl = await servePage({ headers: { 'content-security-policy': "default-src 'self'" } })
    const { exitCode, text } = await run('doctor', pageUrl, '--widget', widgetUrl, '--json')
    expect({ exitCode, report: JSON.parse(text) }).toEqual({
      exitCode: 1,
      report: {
        url: pageUrl,
        findings: [
          {
            code: 'frame_blocked',
            problem: "A policy of the page blocks the widget: default-src 'self'",
            fix: `Content-Security-Policy: default-src 'self'; frame-src 'self' ${widgetUrl}`,
            severity: 'error',
          },
        ],
      },
    })
  })

  test('prints its options, and the version of the SDK', async () => {
    const { version } = readManifest('host-sdk')
    const [help, short, number] = [await run('--help'), await run('doctor', '-h'), await run('--version')]
    expect(help).toEqual(short)
    expect([help.exitCode, help.text.match(/^ {2}(-.*?) {2}/gm)?.map((line) => line.trim())]).toEqual([
      0,
      ['--widget <url>', '--json', '-h, --help', '-v, --version'],
    ])
    expect(number).toEqual({ exitCode: 0, text: `${version}\n` })
  })

  test('exits with 0 if users can still sign in', async () => {
    const { exitCode, text } = await examine({ headers: { 'cross-origin-opener-policy': 'same-origin' } })
    expect([exitCode, text.includes('! opener_severed: '), text.endsWith(': 0 errors, 1 warning\n')]).toEqual([
      0,
      true,
      true,
    ])
  })

  test('reports a fix that works', async () => {
    const policy = "default-src 'none'; frame-src 'self'; script-src 'self'"
    const { text } = await examine({ headers: { 'content-security-policy': policy } })
    const fixed = /Content-Security-Policy: (.*)/.exec(text)?.[1] ?? ''
    const widgetUrl = /http:\/\/openkey[^\s;]+/.exec(fixed)?.[0] ?? ''
    const pageUrl = await servePage({ headers: { 'content-security-policy': fixed } })
    expect(await run('doctor', pageUrl, '--widget', widgetUrl)).toMatchObject({ exitCode: 0 })
  })

  type Row = readonly [name: string, code: string, fix: RegExp, page: Served, widget?: Served]

  test.for<Row>([
    [
      'two headers, of which one refuses',
      'frame_blocked',
      /Content-Security-Policy: frame-src 'self' http:\/\/openkey/,
      { headers: { 'content-security-policy': ['frame-src http:', "frame-src 'self'"] } },
    ],
    [
      'a policy in the head',
      'frame_blocked',
      /<meta http-equiv="Content-Security-Policy" content="frame-src http:\/\/openkey\S+">/,
      { body: `<meta content="frame-src &#39;none&#39;" http-equiv=content-security-policy>` },
    ],
    [
      'a sandbox',
      'origin_not_allowed',
      /Content-Security-Policy: sandbox allow-scripts allow-same-origin /,
      { headers: { 'content-security-policy': 'sandbox allow-scripts' } },
    ],
    ['a widget that is not there', 'widget_unreachable', /with status 200/, {}, { status: 404 }],
    [
      'a widget that is no page',
      'widget_unreachable',
      /Content-Type: text\/html; charset=utf-8/,
      {},
      { headers: { 'content-type': 'application/json' } },
    ],
    [
      'a widget that admits other pages',
      'origin_not_allowed',
      /frame-ancestors https:\/\/b\.example http:\/\/app\.localhost:\d+/,
      {},
      { headers: { 'content-security-policy': 'frame-ancestors https://b.example' } },
    ],
    [
      'a widget that refuses frames',
      'origin_not_allowed',
      /Remove X-Frame-Options/,
      {},
      { headers: { 'x-frame-options': 'DENY' } },
    ],
    [
      'a widget that refuses isolated pages',
      'frame_blocked',
      /Cross-Origin-Resource-Policy: cross-origin/,
      { headers: { 'cross-origin-embedder-policy': 'require-corp' } },
    ],
  ])('names %s', async ([, code, fix, page, widget]) => {
    const { exitCode, text } = await examine(page, widget)
    expect(text).toMatch(fix)
    expect([exitCode, text.split(':')[0]]).toEqual([1, `✗ ${code}`])
  })

  test('reports a widget whose server does not respond', async () => {
    const pageUrl = await servePage()
    const { exitCode, text } = await run('doctor', pageUrl, '--widget', 'http://openkey.localhost:1/')
    expect([exitCode, text]).toEqual([1, expect.stringContaining('✗ widget_unreachable: ')])
    expect(text).toContain('http://openkey.localhost:1/: ECONNREFUSED')
  })

  test('follows redirects of page and widget', async () => {
    const widgetUrl = await serveWidget()
    const elsewhere = await serveWidget({ status: 302, headers: { location: widgetUrl } })
    const target = await servePage({ headers: { 'content-security-policy': "frame-src 'none'" } })
    const pageUrl = await servePage({ status: 307, headers: { location: `${target}/app?x=1` } })
    const { exitCode, text } = await run('doctor', pageUrl, '--widget', elsewhere)
    expect(exitCode).toBe(1)
    expect(text).toContain(`widgetUrl: '${widgetUrl}/'`)
    expect(text).toContain(`\n${target}/app?x=1: 2 errors, 0 warnings\n`)
  })

  test('stops following circular redirects', async () => {
    const pageUrl = await servePage({ status: 302, headers: { location: '/' } })
    expect(await run('doctor', pageUrl)).toEqual({
      exitCode: 1,
      text: expect.stringContaining(`${pageUrl}: too many redirects.`),
    })
  })

  test('reads at most 1 MiB', async () => {
    const pageUrl = await servePage({ body: 'x'.repeat(3_000_000) })
    expect(await run('doctor', pageUrl)).toEqual({
      exitCode: 1,
      text: expect.stringContaining('the response exceeds 1 MiB'),
    })
  })

  test.for([
    [404, /responds with status 404/],
    [500, /responds with status 500/],
  ] as const)('draws no conclusion from a page with status %i', async ([status, problem]) => {
    const pageUrl = await servePage({ status, headers: { 'content-security-policy': "frame-src 'none'" } })
    const { exitCode, text } = await run('doctor', pageUrl, '--widget', 'http://openkey.localhost:1/')
    expect(text).toMatch(problem)
    expect([exitCode, text.match(/^✗ .*?:/gm)]).toEqual([1, ['✗ page_unreachable:']])
  })

  test('prints no terminal control characters', async () => {
    const hostile = '\u001b[2J\u009b31m\u202eevil'
    const { text } = await examine({
      body: `<meta http-equiv=content-security-policy content="frame-src 'none' ${hostile}">`,
    })
    expect(text).toContain("A policy of the page blocks the widget: frame-src 'none' [2J31mevil\n")
    const pageUrl = await servePage({ body: `<script data-widget="${hostile}"></script>` })
    expect((await run('doctor', pageUrl)).text).toContain(
      'The page has data-widget="[2J31mevil". Pass the URL of its widget',
    )
  })

  test('exits with 2 for invalid arguments, and prints its usage', async () => {
    expect(await run('doctor')).toEqual({ exitCode: 2, text: `Missing argument: the URL of the page.\n${usage}` })
  })

  test('requires the widget if the page names none', async () => {
    const pageUrl = await servePage()
    expect(await run('doctor', pageUrl)).toEqual({
      exitCode: 2,
      text: `The page has no data-widget. Pass the URL of its widget with --widget.\n${usage}`,
    })
  })
})
