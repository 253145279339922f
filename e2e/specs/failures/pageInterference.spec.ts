import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { brokenBuiltIns } from '../../fixtures/pages/conditions/brokenBuiltIns.ts'
import { pageChanges } from '../../fixtures/pages/conditions/pageChanges.ts'
import { pageScripts } from '../../fixtures/pages/conditions/pageScripts.ts'
import { harmlessStyles, hidingStyles } from '../../fixtures/pages/conditions/pageStyles.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { createPageServers, type PageServers } from '../../fixtures/pages/serving/pageServers.ts'
import { serveAt } from '../../fixtures/pages/serving/serveAt.ts'

/** One person on pages that do something to themselves, each in a tab of its own. */
let environment: TestEnvironment
let servers: PageServers
let visitor: Visitor
let origin: string
beforeAll(async () => {
  environment = await startEnvironment()
  servers = await createPageServers('host')
  visitor = await environment.newVisitor()
  origin = await servers.serve()
})
afterAll(async () => {
  await servers?.stop()
  await environment?.stop()
})

function open(page: Page = visitor.page): Promise<HostPage> {
  return createHostPage({ ...visitor, page, origin, widgetUrl: environment.playground.widgetUrl })
}

/** The first screen is there, within the view, and a press would reach it: nothing of the page is in the way. */
async function expectFirstScreen({ page, widget }: HostPage): Promise<void> {
  await widget.button('Continue with email').click({ trial: true })
  const frame = await page.locator('openkey-widget iframe').boundingBox()
  const view = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const { x, y, width, height } = frame ?? { x: -1, y: -1, width: 0, height: 0 }
  expect({
    isWide: width >= 300,
    isWithin: x >= 0 && y >= 0 && x + width <= view.width && y + height <= view.height,
  }).toEqual({ isWide: true, isWithin: true })
}

describe('a page that changes under an open call', () => {
  test.for(pageChanges)('S13: has channel_closed before the next frame when $name', async (change) => {
    const host = await open()
    const { page } = host
    if (change.container) {
      await page.evaluate(`window.create({ presentation: 'inline', container: (${toSource(change.container)})() })`)
    }
    await host.startConnect()
    await host.widget.button('Continue with email').waitFor()
    const settled = await page.evaluate(
      `(${toSource(change.happens)})(), new Promise(requestAnimationFrame).then(() => window.settlements)`,
    )
    expect(settled).toBe(1)
    expect(await host.outcome()).toMatchObject({ ok: false, code: 'channel_closed' })
    if (change.recovers !== false) {
      await host.startConnect()
      await host.widget.button('Continue with email').waitFor()
    }
  })

  test('opens a fresh frame for a call in the same task as the change', async () => {
    const host = await open()
    await host.startConnect()
    await host.widget.button('Continue with email').waitFor()
    const first = await host.page.evaluate(() => {
      const { outcome } = window
      document.body.replaceWith(document.createElement('body'))
      window.start(() => window.openkey.connect())
      return outcome
    })
    expect(first).toMatchObject({ ok: false, code: 'channel_closed' })
    await expectFirstScreen(host)
  })

  test('shows the dialog on a page that has no body yet', async () => {
    const host = await open()
    await host.page.evaluate(() => document.body.remove())
    await host.startConnect()
    await expectFirstScreen(host)
  })
})

describe('the CSS of a page', () => {
  let styled: Promise<HostPage>
  beforeAll(() => {
    styled = open()
    return styled
  })

  test.for(harmlessStyles)('does not reach the dialog: %s', async (css, { onTestFinished }) => {
    // A frame that is kept takes no time to come, and the page is as it was.
    const host = await styled
    const style = await host.page.addStyleTag({ content: css })
    onTestFinished(async () => {
      await style.evaluate((element) => element.parentNode?.removeChild(element))
      await host.page.evaluate(() =>
        document.querySelector('openkey-widget')?.shadowRoot?.querySelector('dialog')?.close(),
      )
      await host.outcome()
    })
    await host.startConnect()
    await expectFirstScreen(host)
  })

  test.for(hidingStyles)(
    'S13: hides the dialog, so that the call ends and the doctor names the rule: $css',
    async ({ css, element, rule }) => {
      const host = await open()
      await host.page.addStyleTag({ content: css })
      await host.startConnect()
      expect(await host.outcome()).toMatchObject({ ok: false, code: 'presentation_unavailable' })
      expect(await host.page.evaluate(() => window.openkey.diagnose())).toEqual([
        {
          code: 'presentation_unavailable',
          problem: `The page hides its ${element}, which contains the widget: ${rule}`,
          fix: `Show ${element} before a call, for example by hiding its children instead.`,
          severity: 'error',
        },
      ])
    },
  )

  test.for([
    ['is hidden', 'hidden', '<div hidden>'],
    ['is transparent', 'style', '<div style="opacity: 0">'],
    ['is in a panel that is not shown', 'class', '.panel { display: none }'],
    ['is in details that are closed', 'details', '<details> without open'],
    ['is not in the document', 'detached', 'the container is not in the document'],
  ] as const)('S13: ends a call whose container %s', async ([, how, rule]) => {
    const host = await open()
    await host.page.evaluate((how) => {
      const container = document.createElement('div')
      const parent = how === 'details' ? document.body.appendChild(document.createElement('details')) : document.body
      if (how !== 'detached') parent.append(container)
      if (how === 'hidden') container.hidden = true
      if (how === 'style') container.style.opacity = '0'
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.panel { display: none }')
      document.adoptedStyleSheets.push(sheet)
      if (how === 'class') container.className = 'panel'
      window.create({ presentation: 'inline', container })
    }, how)
    await host.startConnect()
    expect(await host.outcome()).toMatchObject({ ok: false, code: 'presentation_unavailable' })
    const [finding] = await host.page.evaluate(() => window.openkey.diagnose())
    expect(finding?.problem).toContain(rule)
  })
})

describe('the JavaScript of a page', () => {
  test.for(pageScripts)('does not reach the wire: $name', async ({ run }) => {
    const page = await visitor.context.newPage()
    await page.addInitScript(`if (window === top) (${toSource(run)})()`)
    const host = await open(page)
    await host.startConnect()
    await expectFirstScreen(host)
    await page.close()
  })

  test.for(brokenBuiltIns)(
    'S13: ends a call with a typed error where it breaks what is needed: $name',
    async ({ run }) => {
      const host = await open()
      await host.page.evaluate(`(${toSource(run)})()`)
      const codes = await host.page.evaluate(() => {
        const { openkey } = window
        const calls = [openkey.connect(), openkey.ping(), openkey.disconnect()]
        return Promise.all(
          calls.map((call) =>
            call.then(
              () => 'nothing is wrong',
              (error) => error.code,
            ),
          ),
        )
      })
      expect(codes).toEqual(['internal', 'internal', 'internal'])
    },
  )
})

describe('an origin that no widget answers', () => {
  test.for(['http://[::1]:5199', 'http://127.0.0.2:5199', 'http://localhost.:5199', 'http://app.localhost.:5199'])(
    'is refused at once, and the doctor agrees: %s',
    async (from) => {
      const { page } = visitor
      await serveAt(page, from, origin)
      const host = await createHostPage({ ...visitor, origin: from, widgetUrl: environment.playground.widgetUrl })
      expect(await refusalOf(page.mainFrame())).toEqual({ isSecure: true, code: 'origin_not_allowed', elements: 0 })
      expect(await host.page.evaluate(() => window.openkey.diagnose())).toMatchObject([
        {
          code: 'origin_not_allowed',
          fix: `Open the page at ${page.url().replace(new URL(from).hostname, 'localhost')}`,
        },
      ])
    },
  )

  test.for(['blob', 'srcdoc'] as const)('is refused at once in a document of its own: %s', async (kind) => {
    const { page } = await open()
    await page.evaluate((kind) => {
      const html = `<!doctype html><body><script type="module" src="${document.querySelector('script')?.src}"></script>`
      if (kind === 'blob') location.href = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
      else document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: html }))
    }, kind)
    const inside = () => (kind === 'blob' ? page.mainFrame() : page.frames()[1])
    const url = kind === 'blob' ? 'blob:' : 'about:srcdoc'
    const isReady = () => inside()?.evaluate((url) => location.href.startsWith(url) && 'start' in window, url)
    await expect.poll(() => isReady()?.catch(() => false)).toBe(true)
    const frame = inside()
    if (!frame) throw new Error('There is no document inside.')
    await frame.evaluate((widgetUrl) => window.create({ widgetUrl }), environment.playground.widgetUrl)
    expect(await refusalOf(frame)).toMatchObject({ code: 'origin_not_allowed', elements: 0 })
  })

  test('is refused at once in a sandbox that withholds it', async () => {
    const sandboxed = await servers.serve({
      'content-security-policy': 'sandbox allow-scripts',
      // Without an origin, its own script is another's.
      'access-control-allow-origin': '*',
    })
    const { widgetUrl } = environment.playground
    const { page } = await createHostPage({ ...visitor, origin: sandboxed, widgetUrl })
    expect(await refusalOf(page.mainFrame())).toMatchObject({ code: 'origin_not_allowed', elements: 0 })
  })
})

/** Returns how a call ends in this document, and which elements it added. */
function refusalOf(frame: Frame) {
  return frame.evaluate(async () => {
    window.start(() => window.openkey.connect())
    const elements = document.querySelectorAll('openkey-widget').length
    const outcome = await window.outcome
    return { isSecure: isSecureContext, code: !outcome.ok && outcome.code, elements }
  })
}

/** The source of a function, whether it is written as a method or as an arrow. */
function toSource(run: () => unknown): string {
  const source = String(run)
  return /^(?:async )?\w+\(\)\s*\{/.test(source) ? `function ${source}` : source
}
