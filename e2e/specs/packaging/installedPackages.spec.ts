import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repository } from '../../../host-sdk/build/repository.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import {
  type Consumer,
  createConsumer,
  packInstalled,
  packPackages,
  type Tarballs,
} from '../../fixtures/packages/installed/createConsumer.ts'
import { readInstalled } from '../../fixtures/packages/installed/readInstalled.ts'
import { serveSite } from '../../fixtures/pages/serving/serveSite.ts'
import { createWidgetFrame, type WidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

const run = promisify(execFile)
const packages = ['@openkey/host-sdk', '@openkey/protocol', '@openkey/playground'] as const

/** The dependencies of `@openkey/protocol`, with theirs, and what an entry of the SDK takes from the app. */
const dependencies = [
  ...['@ipld/dag-cbor', '@noble/curves', '@noble/hashes', 'cborg', 'comlink', 'multiformats', 'zod'],
  ...['react', '@types/react', 'csstype'],
  ...['playwright-core', '@types/node', 'undici-types'],
]

let tarballs: Tarballs
let app: Consumer
let tool: Consumer
let environment: TestEnvironment
beforeAll(async () => {
  tarballs = packPackages()
  const { '@openkey/host-sdk': hostSdk = '', '@openkey/playground': client = '' } = tarballs
  // `examples.spec.ts` installs the servers, which have dependencies.
  const { '@openkey/dev': _, ...libraries } = tarballs
  ;[app, tool, environment] = await Promise.all([
    createConsumer({ '@openkey/host-sdk': hostSdk, '@openkey/playground': client }),
    createConsumer({ ...libraries, ...packInstalled(dependencies) }),
    startEnvironment(),
  ])
})
afterAll(async () => {
  await environment?.stop()
  await app?.remove()
  await tool?.remove()
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

/** Entries of a package as they are imported, by the manifest it was installed with. */
function entriesOf(name: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(tool.folder, 'node_modules', name, 'package.json'), 'utf8'))
  return Object.keys(manifest.exports).map((path) => `${name}${path.slice(1)}`)
}

describe('a packed package', () => {
  test.for(packages)('%s passes publint', async (name) => {
    const { stdout } = await run('npx', ['--no-install', 'publint', 'run', tarballs[name] ?? '', '--strict'], {
      cwd: repository,
    })
    expect(stdout).toContain('All good!')
  })

  test.for(packages)('%s has types for each of its modules, by attw', async (name) => {
    const attw = run('npx', ['--no-install', 'attw', tarballs[name] ?? '', '--profile', 'esm-only', '--no-emoji'], {
      cwd: repository,
    })
    await expect(attw).resolves.toMatchObject({ stdout: expect.stringContaining('OK (ESM)') })
  })

  test.for(packages)('%s contains licence, README, types and maps, but neither sources nor tests', async (name) => {
    const { stdout } = await run('tar', ['tzf', tarballs[name] ?? ''])
    const files = stdout
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, ''))
    const texts = ['LICENSE', 'README.md', ...(name === '@openkey/host-sdk' ? ['llms.txt'] : [])]
    expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual([...texts, 'package.json'])
    const scripts = files.filter((file) => file.endsWith('.js'))
    // A module that only passes on what chunks export has nothing to map.
    for (const file of scripts.filter((file) => !files.includes(`${file}.map`))) {
      const { stdout: code } = await run('tar', ['xzOf', tarballs[name] ?? '', `package/${file}`])
      expect(code.replaceAll(/^(\/\*!.*\*\/|(import|export) \{.*\}.*;)$/gm, '').trim()).toBe('')
    }
    expect(
      files.filter(
        (file) => file.startsWith('dist/') && !/\.(d\.ts|js|js\.map)$|snippet\.html$|^dist\/examples\//.test(file),
      ),
    ).toEqual([])
    expect(files.filter((file) => /\.test/.test(file))).toEqual([])
  })

  test.for(packages)('%s contains no path of this machine', async (name) => {
    const { stdout } = await run('tar', ['xzOf', tarballs[name] ?? ''], { maxBuffer: 1 << 26 })
    expect(stdout).not.toContain(repository)
    expect(stdout).not.toContain('node_modules/.cache')
    expect(stdout).not.toContain('@openkey/source')
  })

  test.for(['@openkey/host-sdk', '@openkey/playground'])('%s has no dependencies', (name) => {
    const manifest = JSON.parse(readFileSync(join(app.folder, 'node_modules', name, 'package.json'), 'utf8'))
    expect(manifest.dependencies).toBeUndefined()
    const lock = JSON.parse(readFileSync(join(app.folder, 'package-lock.json'), 'utf8'))
    expect(Object.keys(lock.packages)).toEqual([
      '',
      'node_modules/@openkey/host-sdk',
      'node_modules/@openkey/playground',
    ])
  })
})

describe('an app that has installed @openkey/host-sdk', () => {
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

describe('a tool that has installed the packages', () => {
  test('imports each entry in Node, and finds there what its sources export', async () => {
    const entries = packages.flatMap(entriesOf)
    const imports = entries.map((entry) => `${JSON.stringify(entry)}: Object.keys(await import('${entry}')).sort()`)
    tool.write('surface.js', `console.log(JSON.stringify({ ${imports.join(', ')} }))`)
    const surface = JSON.parse(await tool.node('surface.js'))
    const sources = Object.fromEntries(
      await Promise.all(entries.map(async (entry) => [entry, Object.keys(await import(entry)).sort()])),
    )
    expect(surface).toEqual(sources)
  })

  test.for(['bundler', 'nodenext'] as const)('compiles against each entry, strictly, with %s', async (resolution) => {
    // Those of Playwright and of frameworks have tests of their own.
    const entries = packages.flatMap(entriesOf).filter((entry) => !/\/(playwright|element\/\w+)$/.test(entry))
    const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}'`)
    tool.write('tool.ts', [...imports, sourceOf('tool.ts')].join('\n'))
    expect(await tool.typeCheck('tool.ts', resolution)).toBe('')
  })

  test.for(['bundler', 'nodenext'] as const)(
    'compiles Playwright tests with its helpers, with %s',
    async (resolution) => {
      tool.write('playwright.ts', sourceOf('playwright.ts'))
      // The types of Playwright need those of Node.
      expect(await tool.typeCheck('playwright.ts', resolution, ['node'])).toBe('')
    },
  )
})
