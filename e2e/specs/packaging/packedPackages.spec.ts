import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repository } from '../../../host-sdk/build/repository.ts'
import { type Consumer, createConsumer } from '../../fixtures/packages/installed/createConsumer.ts'
import { packInstalled, packPackages, type Tarballs } from '../../fixtures/packages/installed/packPackages.ts'

const run = promisify(execFile)
const packages = ['@openkey/host-sdk', '@openkey/protocol', '@openkey/playground'] as const

/** The dependencies of `@openkey/protocol`, with theirs, and what an entry of the SDK takes from the app. */
const dependencies = [
  ...['@ipld/dag-cbor', '@noble/curves', '@noble/hashes', 'cborg', 'comlink', 'multiformats', 'zod'],
  ...['react', '@types/react', 'csstype'],
  ...['playwright-core', '@types/node', 'undici-types'],
]

let tarballs: Tarballs
let tool: Consumer
beforeAll(async () => {
  tarballs = await packPackages()
  // `examples.spec.ts` installs the servers, which have dependencies.
  const { '@openkey/dev': _, ...libraries } = tarballs
  tool = await createConsumer({ ...libraries, ...packInstalled(dependencies) })
})
afterAll(() => tool?.remove())

/** Source of a project that uses the packages. */
const sourceOf = (file: string) =>
  readFileSync(new URL(`../../fixtures/packages/installed/sources/${file}`, import.meta.url), 'utf8')

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
