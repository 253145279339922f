import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenKeyGlobal } from '@openkey/host-sdk/script'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildScripts, type Scripts, scriptSnippet, stubHash } from '../../../host-sdk/build/index.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { type PlainPages, servePlainPages } from '../../fixtures/pages/serving/plainPages.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

/**
 * An integrator's plain HTML on an origin of its own; the files come from another one, where the playground serves
 * them.
 */
let environment: TestEnvironment
let pages: PlainPages
let scripts: Scripts
let snippet: string
const folder = mkdtempSync(join(tmpdir(), 'openkey-scripts-'))
beforeAll(async () => {
  environment = await startEnvironment()
  const { appUrl, widgetUrl } = environment.playground
  scripts = await buildScripts({ outDir: folder })
  snippet = scriptSnippet({ ...scripts, base: `${appUrl}/`, widget: widgetUrl, appName: 'Notes' })
  pages = await servePlainPages([
    "default-src 'none'",
    `script-src 'self' ${appUrl} ${stubHash(scripts)}`,
    `frame-src ${widgetUrl}`,
    'img-src data:',
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ])
})
afterAll(async () => {
  await pages?.stop()
  await environment?.stop()
  rmSync(folder, { recursive: true })
})

/** The global, as a page's own script has it. */
declare const OpenKey: OpenKeyGlobal

/** Opens a page and hears what its console says, refusals of its policy included. */
async function visit(name: string, head: string) {
  const { page, context } = await environment.newVisitor()
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  const url = pages.write(`${name}.html`, `<!doctype html><title>Notes</title><link rel="icon" href="data:," />${head}`)
  return { page, context, said, url, widget: createWidgetFrame(page, environment.playground.widgetUrl) }
}

const isLoaded = (page: Page) => page.waitForFunction(() => typeof OpenKey.version === 'string')

/** Returns the result of a call of the page, or its error code. */
const connect = (page: Page) =>
  page.evaluate(() =>
    OpenKey.connect().then(
      ({ address }) => ({ address }),
      ({ code, message, details = {} }) => ({ code, message, details }),
    ),
  )

describe('script tag', () => {
  test('is all a page needs, under a strict policy; calls made before it loads are kept', async () => {
    const { page, context, said, url, widget } = await visit('snippet', snippet)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(`**/${scripts.openkey.name}`, async (route) => {
      await held
      await route.continue()
    })
    // The event `load` waits for scripts, async ones too.
    await page.goto(url, { waitUntil: 'domcontentloaded' })
    expect(await page.evaluate(() => OpenKey.version)).toBeUndefined()
    const account = connect(page)
    release()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    const { address } = (await account) as { address: string }
    expect(address).toMatch(/^0x[0-9a-fA-F]{40}$/)
    expect(await page.evaluate(() => OpenKey.signer.getAddress())).toBe(address)
    expect(said).toEqual([])
    await context.close()
  })

  test('names the attribute that was meant, and rejects every call, if one has a spelling mistake', async () => {
    const { page, context, said, url } = await visit('spelling', snippet.replace('data-app-name', 'data-appname'))
    await page.goto(url, { waitUntil: 'load' })
    await isLoaded(page)
    expect(await connect(page)).toMatchObject({ code: 'invalid_params' })
    expect(said).toEqual([expect.stringContaining('no attribute data-appname. Did you mean data-app-name?')])
    await context.close()
  })

  test('may be on a page twice', async () => {
    const { page, context, said, url } = await visit(
      'twice',
      `${snippet}${snippet.replace(/^<script>.*<\/script>/, '')}`,
    )
    await page.goto(url, { waitUntil: 'load' })
    await isLoaded(page)
    expect(await page.evaluate(() => document.scripts.length)).toBe(3)
    expect(said).toEqual([])
    await context.close()
  })

  test('leaves an older version in place, and reports it', async () => {
    const version = '0.0.9'
    const text = readFileSync(join(folder, scripts.openkey.name), 'utf8')
    const older = `openkey-${version}.js`
    pages.write(older, text.replaceAll(/`\d+\.\d+\.\d+`/g, `\`${version}\``))
    const { page, context, said, url } = await visit(
      'older',
      `<script src="/${older}" data-widget="${environment.playground.widgetUrl}" data-app-name="Notes"></script>${snippet}`,
    )
    await page.goto(url, { waitUntil: 'load' })
    await expect
      .poll(() => said)
      .toEqual([expect.stringMatching(/^OpenKey 0\.0\.9 is already loaded; version \d+\.\d+\.\d+ is ignored\.$/)])
    expect(await page.evaluate(() => OpenKey.version)).toBe(version)
    await context.close()
  })

  test('S13: does not run when the file does not match its hash, and calls reject', async () => {
    const forged = snippet.replace(/sha384-[^"]+/, `sha384-${'A'.repeat(64)}`)
    const { page, context, said, url } = await visit('forged', forged)
    await page.goto(url, { waitUntil: 'load' })
    expect(await connect(page)).toMatchObject({ code: 'presentation_unavailable' })
    expect(await page.evaluate(() => OpenKey.version)).toBeUndefined()
    expect(said).toEqual([expect.stringContaining('integrity')])
    await context.close()
  })

  test.for([
    ['a file that is not there', (text: string) => text.replace(/openkey-(\d)/, 'openkey-9$1')],
    ['a server that is not there', (text: string) => text.replace(/http:\/\/localhost:\d+/, 'http://localhost:9')],
    ['a file with a query', (text: string) => text.replace(/openkey-(\d[^"]*)/, 'openkey-9$1?v=2')],
    ['a renamed file', (text: string) => text.replace(/openkey-\d[^"]*/, 'vendor/auth.js#main')],
    [
      'a module',
      (text: string) => text.replace('<script async src', '<script type="module" src').replace(/-(\d)/, '-9$1'),
    ],
    [
      'a page in its place',
      (text: string) => {
        const source = pages.write('openkey-0.0.1.js', '<!doctype html><title>Not found</title>')
        return text.replace(/http[^"]*openkey-\d[^"]*/, source).replace(/integrity="[^"]*"/, '')
      },
    ],
  ] as const)('S13: fails calls of %s', async ([name, change]) => {
    const { page, context, url } = await visit(name.replaceAll(' ', '-'), change(snippet))
    await page.goto(url)
    expect(await connect(page)).toMatchObject({ code: 'presentation_unavailable' })
    await context.close()
  })

  test.for([
    ['data-theme', 'data-theme="blue"'],
    ['data-locale', 'data-locale="de.CH"'],
  ] as const)('names %s when it cannot be used', async ([field, attribute]) => {
    const { page, context, said, url } = await visit(
      field,
      snippet.replace('data-app-name', `${attribute} data-app-name`),
    )
    await page.goto(url)
    await isLoaded(page)
    const failure = await connect(page)
    expect(failure).toMatchObject({ code: 'invalid_params', details: { field } })
    expect(said).toEqual([(failure as { message: string }).message])
    await context.close()
  })

  test('uses theme and language from its attributes', async () => {
    const dressed = snippet.replace('data-app-name', 'data-theme="dark" data-locale="de-CH" data-app-name')
    const { page, context, url, widget } = await visit('dressed', dressed)
    await page.goto(url)
    void connect(page).catch(() => {})
    await widget.button('Weiter mit E-Mail').waitFor()
    const colorScheme = () => getComputedStyle(document.documentElement).colorScheme
    expect(await widget.document().evaluate(colorScheme)).toBe('dark')
    expect(await widget.locator.locator('html').getAttribute('lang')).toBe('de')
    await context.close()
  })
})
