import type { Finding } from '@openkey/host-sdk'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../../host-sdk/src/doctor/command/runCommand.ts'
import { countLeftovers } from '../../fixtures/asserts/leftovers.ts'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { examinedPages } from '../../fixtures/pages/conditions/examinedPages.ts'
import { createPageServers, type PageServers } from '../../fixtures/pages/serving/pageServers.ts'
import { type BrokenWidget, startBrokenWidget } from '../../fixtures/widget/brokenWidget.ts'

let environment: TestEnvironment
let broken: BrokenWidget
let servers: PageServers
let visitor: Visitor
beforeAll(async () => {
  environment = await startEnvironment()
  broken = await startBrokenWidget()
  servers = await createPageServers('host')
  visitor = await environment.newVisitor()
})
afterAll(async () => {
  await servers?.stop()
  await broken?.stop()
  await environment?.stop()
})

const nothing = { listeners: 0, timers: 0, ports: 0, frames: 0, sheets: 0 }

/** The test app, served with these headers, in a page of its own. */
async function open(headers: Readonly<Record<string, string>> = {}, widgetUrl = environment.playground.widgetUrl) {
  const origin = await servers.serve(headers)
  const page = await visitor.context.newPage()
  await countLeftovers(page)
  await page.goto(`${origin}/?widget=${encodeURIComponent(widgetUrl)}`)
  return { page, origin }
}

function diagnose(page: Page | Frame, connectTimeoutMs = 30_000): Promise<readonly Finding[]> {
  return page.evaluate((connectTimeoutMs) => {
    window.create({ connectTimeoutMs })
    return window.openkey.diagnose()
  }, connectTimeoutMs)
}

/** The last timer of the SDK's clock ends within a second. */
async function leavesNothing(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.leftovers())).toEqual(nothing)
}

describe('diagnose', () => {
  test.for(examinedPages)('reports $name, and leaves no trace on the page', async ({ headers, findings }) => {
    const { widgetUrl } = environment.playground
    const { page } = await open(headers(widgetUrl))
    expect(await diagnose(page)).toEqual(findings(widgetUrl).map((finding) => expect.objectContaining(finding)))
    await leavesNothing(page)
    await page.close()
  })

  test.for([
    ['is not found', '/404'],
    ['refuses frames by its policy', '/frame-ancestors'],
  ] as const)('sends to the command where the widget %s', async ([, path]) => {
    const { page, origin } = await open({}, broken.urlOf(path))
    expect(await diagnose(page, 4_000)).toEqual([
      {
        code: 'frame_blocked',
        problem: 'The widget did not start in its frame, and no policy of the page blocks it.',
        fix: `npx @openkey/host-sdk doctor ${page.url()} --widget ${broken.urlOf(path)} shows what its server sends. If the command finds nothing, a browser extension blocks the widget.`,
        severity: 'error',
      },
    ])
    expect(page.url()).toContain(origin)
    await leavesNothing(page)
    await page.close()
  })

  test('names a widget whose server is down', async () => {
    const { page } = await open({}, 'http://openkey.localhost:1/')
    expect(await diagnose(page, 4_000)).toMatchObject([
      { code: 'widget_unreachable', fix: expect.stringContaining('Start the server of http://openkey.localhost:1,') },
    ])
    await page.close()
  })

  test('reports a deployment that does not admit the page, as only the widget can know', async () => {
    const { widgetUrl } = environment.playground
    const { page, origin } = await open()
    await page.route(`${widgetUrl}/`, async (route) => {
      // This process knows no *.localhost.
      const response = await route.fetch({ url: `http://127.0.0.1:${new URL(widgetUrl).port}/` })
      const { 'content-security-policy': _, ...headers } = response.headers()
      const body = (await response.text()).replace('"allow":"any"', '"allow":["https://other.example"]')
      await route.fulfill({ response, headers, body })
    })
    expect(await diagnose(page)).toEqual([
      {
        code: 'origin_not_allowed',
        problem: `The widget’s deployment does not allow ${origin}.`,
        fix: `Add ${origin} to embedding.allow of the widget’s deployment.`,
        severity: 'error',
      },
    ])
    await page.close()
  })

  test('reports a frame around the page, which leaves only a window', async () => {
    const { page } = await open()
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('iframe'), { src: location.href, allow: '*' }))
    })
    const inner = () => page.frames().find((frame) => frame.parentFrame() === page.mainFrame())
    await expect
      .poll(() =>
        inner()
          ?.evaluate(() => typeof window.create)
          .catch(() => ''),
      )
      .toBe('function')
    expect(await diagnose(inner() as Frame)).toMatchObject([{ code: 'nested_frame', severity: 'warning' }])
    await page.close()
  })

  test('reports a sandbox without the origin and storage of the page', async () => {
    const { page } = await open({
      'content-security-policy': 'sandbox allow-scripts',
      // Without an origin, its own script is another's.
      'access-control-allow-origin': '*',
    })
    expect(await diagnose(page, 4_000)).toMatchObject([
      { code: 'origin_not_allowed', fix: expect.stringContaining('sandbox allow-scripts allow-same-origin') },
      { code: 'storage_blocked', severity: 'warning' },
    ])
    await page.close()
  })

  test('reads a policy of a meta element', async () => {
    const { widgetUrl } = environment.playground
    const { page } = await open()
    await page.evaluate(() => {
      const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'Content-Security-Policy' })
      document.head.append(Object.assign(meta, { content: "frame-src 'none'" }))
    })
    expect(await diagnose(page)).toMatchObject([
      {
        code: 'frame_blocked',
        fix: `<meta http-equiv="Content-Security-Policy" content="frame-src ${widgetUrl}">`,
      },
    ])
    await page.close()
  })

  test('shows no dialog, and leaves the frame of the app unchanged', async () => {
    const { page } = await open()
    await page.evaluate(() => window.openkey.ping())
    await page.evaluate(() => {
      const shown: boolean[] = Object.assign(window, { shown: [] }).shown
      const look = () => {
        shown.push(
          [...document.querySelectorAll('openkey-widget')].some((root) => root.shadowRoot?.querySelector('[open]')),
        )
      }
      new MutationObserver(look).observe(document, { childList: true, subtree: true })
    })
    expect(await page.evaluate(() => window.openkey.diagnose())).toEqual([])
    expect(await page.evaluate(() => Reflect.get(window, 'shown'))).toEqual([false, false])
    expect(await page.locator('openkey-widget').count()).toBe(1)
    await page.evaluate(() => window.openkey.ping().then(() => window.openkey.destroy()))
    await expect.poll(() => page.evaluate(() => window.leftovers())).toMatchObject(nothing)
    await page.close()
  })
})

describe('the command', () => {
  const examine = async (headers: Readonly<Record<string, string>>, widgetUrl = environment.playground.widgetUrl) =>
    runCommand(['doctor', `${await servers.serve(headers)}/`, '--widget', widgetUrl])

  test.for<readonly [string, Readonly<Record<string, string>>]>([
    ['a plain page', {}],
    ['an isolating page', { 'cross-origin-embedder-policy': 'require-corp' }],
  ])('has nothing against the real widget on %s', async ([, headers]) => {
    expect(await examine(headers)).toEqual({
      exitCode: 0,
      text: expect.stringContaining('no problems found'),
    })
  })

  test.for([
    ['/404', '✗ widget_unreachable: '],
    ['/frame-ancestors', '✗ origin_not_allowed: The widget’s policy blocks the page: frame-ancestors'],
  ] as const)('sees what a browser hides: %s', async ([path, problem]) => {
    expect(await examine({}, broken.urlOf(path))).toEqual({ exitCode: 1, text: expect.stringContaining(problem) })
  })
})
