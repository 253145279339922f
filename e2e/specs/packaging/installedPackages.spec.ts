import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { type Consumer, createConsumer } from '../../fixtures/packages/installed/createConsumer.ts'
import { packPackages } from '../../fixtures/packages/installed/packPackages.ts'
import { readInstalled } from '../../fixtures/packages/installed/readInstalled.ts'
import { serveSite } from '../../fixtures/pages/serving/serveSite.ts'
import { createWidgetFrame, type WidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let app: Consumer
let environment: TestEnvironment
beforeAll(async () => {
  const { '@openkey/host-sdk': hostSdk = '', '@openkey/playground': client = '' } = await packPackages()
  ;[app, environment] = await Promise.all([
    createConsumer({ '@openkey/host-sdk': hostSdk, '@openkey/playground': client }),
    startEnvironment(),
  ])
})
afterAll(async () => {
  await environment?.stop()
  await app?.remove()
})

/** Source of a project that uses the packages. */
const sourceOf = (file: string) =>
  readFileSync(new URL(`../../fixtures/packages/installed/sources/${file}`, import.meta.url), 'utf8')

/** Files of the package. */
const installed = () =>
  readInstalled(join(app.folder, 'node_modules/@openkey/host-sdk'), environment.playground.widgetUrl)

/** A person on a site of the app's. */
async function visit(folder: string) {
  const { origin, stop } = await serveSite(join(app.folder, folder))
  const { page, context } = await environment.newVisitor()
  await page.goto(origin)
  const leave = async () => {
    await context.close()
    await stop()
  }
  return { page, origin, leave, widget: createWidgetFrame(page, environment.playground.widgetUrl) }
}

async function signInByElement(page: Page, widget: WidgetFrame): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with OpenKey' }).click()
  await widget.grant('Sign in')
  await page.locator('openkey-sign-in:state(signed-in)').waitFor()
}

describe('an app that has installed @openkey/host-sdk', () => {
  test.for(['@openkey/host-sdk', '@openkey/playground'])('installs no dependencies with %s', (name) => {
    const manifest = JSON.parse(readFileSync(join(app.folder, 'node_modules', name, 'package.json'), 'utf8'))
    expect(manifest.dependencies).toBeUndefined()
    const lock = JSON.parse(readFileSync(join(app.folder, 'package-lock.json'), 'utf8'))
    expect(Object.keys(lock.packages)).toEqual([
      '',
      'node_modules/@openkey/host-sdk',
      'node_modules/@openkey/playground',
    ])
  })

  test('signs in by npm, with what the README shows', async () => {
    const examples = installed().pages.filter((code) => code.includes('type="module"'))
    app.write('npm/index.html', `<!doctype html>${examples.join('\n')}`)
    await build({ configFile: false, root: join(app.folder, 'npm'), logLevel: 'error' })
    const { page, widget, leave } = await visit('npm/dist')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await page.getByText(/^Signed in as 0x[0-9a-fA-F]{40}$/).waitFor()
    const [verdict] = await Promise.all([page.waitForResponse('**/siwe/verify'), signInByElement(page, widget)])
    expect(verdict.status()).toBe(200)
    await leave()
  })

  test('signs in by script tag, with what the README shows and the hashes that come along', async () => {
    const { scripts, snippet, pages } = installed()
    const examples = pages
      .filter((code) => !code.includes('type="module"'))
      .map((code) => code.replaceAll(/<script[^>]* src=.*?<\/script>/gs, ''))
    cpSync(scripts, join(app.folder, 'plain'), { recursive: true })
    app.write('plain/index.html', `<!doctype html>${snippet}${examples.join('\n')}`)
    const { page, widget, origin, leave } = await visit('plain')
    const goOn = page.getByRole('button', { name: 'Continue' })
    await goOn.click()
    expect(page.url()).toBe(`${origin}/`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    const said = await page.getByText(/^Signed in as 0x[0-9a-fA-F]{40}$/).textContent()
    await signInByElement(page, widget)
    const [answer] = await Promise.all([page.waitForResponse('**/session'), goOn.click()])
    expect([answer.status(), await answer.json()]).toEqual([200, { address: said?.split(' ').at(-1) }])
    await leave()
  })

  test('renders it on a server with Vite, without side effects', async () => {
    app.write('ssr/entry.js', sourceOf('server.js'))
    await build({
      configFile: false,
      root: join(app.folder, 'ssr'),
      logLevel: 'error',
      build: { ssr: 'entry.js' },
      ssr: { noExternal: true },
    })
    expect(await app.node('ssr/dist/entry.js')).toBe('0 presentation_unavailable\n')
  })

  test.for([
    ['a worker, whose globals throw until a request comes', ''],
    ['an edge runtime that calls its global object self', 'globalThis.self = globalThis'],
    ['a server with a window', 'globalThis.window = globalThis'],
    ['a server with an empty window and document', 'globalThis.window = {}; globalThis.document = {}'],
    ['a server with a document of another library', 'globalThis.document = { createElement: () => ({}) }'],
  ])('imports, constructs and announces in the scope of a module, inertly, on %s', async ([, globals]) => {
    app.write('worker.js', `${globals}\n${sourceOf('worker.js')}`)
    expect(await app.node('worker.js')).toBe('presentation_unavailable presentation_unavailable\n')
  })

  test('tests its sign-in without a browser, and ends', async () => {
    app.write(
      'sign-in.js',
      `import { createTestOpenKey } from '@openkey/host-sdk/testing'
      const { openkey, user } = createTestOpenKey({ origin: 'https://notes.example' })
      user.rejectNext('user_rejected')
      const { code } = await openkey.connect().catch((error) => error)
      const { address } = await openkey.connect()
      console.log(code, address === user.account.address)
      openkey.destroy()`,
    )
    expect(await app.node('sign-in.js')).toBe('user_rejected true\n')
  })

  test('imports it from CommonJS', async () => {
    app.write('main.cjs', `import('@openkey/host-sdk').then(({ createOpenKey }) => console.log(typeof createOpenKey))`)
    expect(await app.node('main.cjs')).toBe('function\n')
  })

  test.for(['bundler', 'nodenext'] as const)('compiles against its types, strictly, with %s', async (resolution) => {
    app.write('consumer.ts', sourceOf('app.ts'))
    expect(await app.typeCheck('consumer.ts', resolution)).toBe('')
  })
})

describe('an app of a framework that uses the element', () => {
  const sources = ['reactElement.tsx', 'preactElement.tsx', 'vueElement.ts', 'svelteElement.ts']

  beforeAll(() => {
    for (const name of ['react', '@types/react', 'preact', 'vue', 'svelte']) app.link(name)
  })

  test.for(
    sources.flatMap((file) => (['bundler', 'nodenext'] as const).map((resolution) => [file, resolution] as const)),
  )('compiles %s, strictly, with %s', async ([file, resolution]) => {
    app.write(file, sourceOf(file))
    expect(await app.typeCheck(file, resolution)).toBe('')
  })
})
