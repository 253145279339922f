import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Consumer, createConsumer } from '../fixtures/createConsumer.ts'
import { type Bench, openBench } from '../fixtures/openBench.ts'
import { packInstalled, packPackages, repository, type Tarballs } from '../fixtures/packPackages.ts'
import { servePage } from '../fixtures/servePage.ts'
import { createWidgetFrame } from '../fixtures/widgetFrame.ts'

const run = promisify(execFile)
const packages = ['@openkey/host-sdk', '@openkey/protocol'] as const

/** What `@openkey/protocol` depends on, and what that does. */
const dependencies = ['@ipld/dag-cbor', '@noble/curves', '@noble/hashes', 'cborg', 'comlink', 'multiformats', 'zod']

let tarballs: Tarballs
let app: Consumer
let tool: Consumer
let bench: Bench
beforeAll(async () => {
  tarballs = packPackages()
  const { '@openkey/host-sdk': hostSdk = '' } = tarballs
  ;[app, tool, bench] = await Promise.all([
    createConsumer({ '@openkey/host-sdk': hostSdk }),
    createConsumer({ ...tarballs, ...packInstalled(dependencies) }),
    openBench(),
  ])
})
afterAll(async () => {
  await bench?.stop()
  await app?.remove()
  await tool?.remove()
})

/** Entries of a package as they are imported, by the manifest it was installed with. */
function entriesOf(name: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(tool.folder, 'node_modules', name, 'package.json'), 'utf8'))
  return Object.keys(manifest.exports).map((path) => `${name}${path.slice(1)}`)
}

describe('a packed package', () => {
  test.for(packages)('%s is in order, says publint', async (name) => {
    const { stdout } = await run('npx', ['--no-install', 'publint', 'run', tarballs[name] ?? '', '--strict'], {
      cwd: repository,
    })
    expect(stdout).toContain('All good!')
  })

  test.for(packages)('%s has types for each of its modules, says attw', async (name) => {
    const attw = run('npx', ['--no-install', 'attw', tarballs[name] ?? '', '--profile', 'esm-only', '--no-emoji'], {
      cwd: repository,
    })
    await expect(attw).resolves.toMatchObject({ stdout: expect.stringContaining('OK (ESM)') })
  })

  test.for(packages)('%s brings licence, README, types and maps, and neither sources nor tests', async (name) => {
    const { stdout } = await run('tar', ['tzf', tarballs[name] ?? ''])
    const files = stdout
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, ''))
    expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual(['LICENSE', 'README.md', 'package.json'])
    const scripts = files.filter((file) => file.endsWith('.js'))
    expect(scripts.filter((file) => !files.includes(`${file}.map`))).toEqual([])
    expect(
      files.filter((file) => file.startsWith('dist/') && !/\.(d\.ts|js|js\.map)$|snippet\.html$/.test(file)),
    ).toEqual([])
    expect(files.filter((file) => /\.test/.test(file))).toEqual([])
  })

  test.for(packages)('%s names no file or folder of this machine', async (name) => {
    const { stdout } = await run('tar', ['xzOf', tarballs[name] ?? ''], { maxBuffer: 1 << 26 })
    expect(stdout).not.toContain(repository)
    expect(stdout).not.toContain('node_modules/.cache')
    expect(stdout).not.toContain('@openkey/source')
  })

  test('@openkey/host-sdk depends on nothing', () => {
    const manifest = JSON.parse(readFileSync(join(app.folder, 'node_modules/@openkey/host-sdk/package.json'), 'utf8'))
    expect(manifest.dependencies).toBeUndefined()
    const lock = JSON.parse(readFileSync(join(app.folder, 'package-lock.json'), 'utf8'))
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/@openkey/host-sdk'])
  })
})

describe('an app that has installed @openkey/host-sdk', () => {
  test('bundles it with Vite, and meets the widget', async () => {
    const { widgetUrl } = bench.playground
    app.write(
      'vite/index.html',
      '<!doctype html><button>Sign in</button><script type="module" src="./main.js"></script>',
    )
    app.write(
      'vite/main.js',
      `import { createOpenKey } from '@openkey/host-sdk'
const openkey = createOpenKey({ widgetUrl: ${JSON.stringify(widgetUrl)}, appName: 'Notes', connectTimeoutMs: 30_000 })
document.querySelector('button').onclick = () => openkey.connect().catch(() => {})`,
    )
    await build({ configFile: false, root: join(app.folder, 'vite'), logLevel: 'error' })
    const server = await servePage(join(app.folder, 'vite/dist'))
    const { page, context } = await bench.newVisitor()
    await page.goto(`http://localhost:${server.port}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await createWidgetFrame(page, widgetUrl).button('Continue with e-mail').waitFor()
    await context.close()
    await server.stop()
  })

  test('copies its script tag, with the hash that comes along, and meets the widget', async () => {
    const { widgetUrl } = bench.playground
    const scripts = join(app.folder, 'node_modules/@openkey/host-sdk/dist/script')
    const snippet = readFileSync(join(scripts, 'snippet.html'), 'utf8')
      .replaceAll('https://cdn.example/', '/')
      .replace('https://openkey.example/', widgetUrl)
    cpSync(scripts, join(app.folder, 'plain'), { recursive: true })
    app.write(
      'plain/index.html',
      `<!doctype html>${snippet}<button onclick="OpenKey.connect().catch(() => {})">Sign in</button>`,
    )
    const server = await servePage(join(app.folder, 'plain'))
    const { page, context } = await bench.newVisitor()
    await page.goto(`http://localhost:${server.port}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await createWidgetFrame(page, widgetUrl).button('Continue with e-mail').waitFor()
    expect(await page.evaluate(() => customElements.get('openkey-sign-in') !== undefined)).toBe(true)
    await context.close()
    await server.stop()
  })

  test('renders it on a server with Vite, where nothing happens', async () => {
    app.write(
      'ssr/entry.js',
      `import { createOpenKey } from '@openkey/host-sdk'
const before = Object.keys(globalThis).length
export const openkey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
openkey.preload()
console.log(Object.keys(globalThis).length - before, await openkey.connect().catch(({ code }) => code))
openkey.destroy()`,
    )
    await build({
      configFile: false,
      root: join(app.folder, 'ssr'),
      logLevel: 'error',
      build: { ssr: 'entry.js' },
      ssr: { noExternal: true },
    })
    expect(await app.node('ssr/dist/entry.js')).toBe('0 presentation_unavailable\n')
  })

  test('imports it from CommonJS', async () => {
    app.write('main.cjs', `import('@openkey/host-sdk').then(({ createOpenKey }) => console.log(typeof createOpenKey))`)
    expect(await app.node('main.cjs')).toBe('function\n')
  })

  test.for(['bundler', 'nodenext'] as const)('compiles against its types, strictly, with %s', async (resolution) => {
    app.write(
      'consumer.ts',
      `import { createOpenKey, isOpenKeyError, type Account, type OpenKey } from '@openkey/host-sdk'

const openkey: OpenKey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
export const account: Promise<Account> = openkey.connect({ signal: AbortSignal.timeout(1_000) })
export async function sign(message: string): Promise<\`0x\${string}\`> {
  const { signature, bootstrap } = await openkey.signSiwe({ message })
  const status: 'complete' | 'skipped' | 'pending' | 'failed' = bootstrap.status
  return status === 'failed' ? '0x' : signature
}
export const undo: () => void = openkey.on('stage', ({ name }) => name === 'reviewing')
export const isNo = (error: unknown): boolean => isOpenKeyError(error, 'user_rejected') && error.number === 4001

// @ts-expect-error an app has a name
createOpenKey({ widgetUrl: 'https://openkey.example/' })
// @ts-expect-error there is no such code
isOpenKeyError(new Error(), 'user_refused')
// @ts-expect-error nor such an event
openkey.on('staged', () => {})
`,
    )
    expect(await app.typeCheck('consumer.ts', resolution)).toBe('')
  })
})

describe('a tool that has installed both packages', () => {
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
    const entries = packages.flatMap(entriesOf)
    const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}'`)
    tool.write(
      'tool.ts',
      `${imports.join('\n')}
import type { Account } from '@openkey/protocol'
import { parseSiweMessage, type SiweMessage } from '@openkey/protocol/siwe'
export const account: Account = { address: '0x', chainId: 1, keyId: 'k' }
export const message: SiweMessage = parseSiweMessage('')
// @ts-expect-error a text, not bytes
parseSiweMessage(new Uint8Array())
`,
    )
    expect(await tool.typeCheck('tool.ts', resolution)).toBe('')
  })
})
