import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository } from '../../../host-sdk/build/repository.ts'
import { compileExamples } from '../../fixtures/packages/readme/compileExamples.ts'
import { fencedBlocks } from '../../fixtures/packages/readme/fencedBlocks.ts'

const read = (path: string) => readFileSync(join(repository, path), 'utf8')
const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'host-sdk/ARCHITECTURE.md', ...readmes()]

function readmes(): readonly string[] {
  const folders = [
    'protocol',
    'host-sdk',
    'widget',
    'playground',
    'playground/key-endpoint',
    'playground/node',
    'playground/node-sdk',
    'playground/provisioning',
    'playground/sdk-core',
    'playground/web-sdk',
    'playground/examples',
    'playground/siwe-server',
    'e2e',
  ]
  return folders.map((folder) => `${folder}/README.md`)
}

/** The anchor a heading gets where Markdown is shown. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .trim()
    .replaceAll(' ', '-')

function anchorsOf(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id)]
}

/** The numbers a text names, ranges written out. */
function numbersOf(text: string): ReadonlySet<string> {
  const numbers = [...text.matchAll(/([SR])(\d+)(?:–[SR](\d+))?/g)].flatMap(([, letter, from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${letter}${Number(from) + index}`),
  )
  return new Set(numbers)
}

/** The numbers that names of tests begin with in a spec and in the attacks it imports. */
function numbersHeld(spec: string): ReadonlySet<string> {
  const text = read(`e2e/specs/${spec}.spec.ts`)
  const attacks = [...text.matchAll(/'\.\.\/\.\.\/(attackers\/\w+\.ts)'/g)].map(([, file]) => read(`e2e/${file}`))
  const names = [text, ...attacks].flatMap((text) => text.match(/['"`]([SR]\d+(, |–)?)+: /g) ?? [])
  return numbersOf(names.join())
}

describe('README', () => {
  test.for(pages)('has a target for each link of %s', (page) => {
    const text = read(page)
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link)
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? page : join(dirname(page), path)
      if (!existsSync(join(repository, target))) return true
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  test('lists each error as the specification does', () => {
    const specified = read('protocol/README.md').matchAll(
      /^\| <a id="\w+"><\/a>(`\w+`) \| \S+ \| (yes \|.*|no \|.*)$/gm,
    )
    const told = read('host-sdk/README.md').matchAll(/^\| (`\w+`) \| (yes \|.*|no \|.*)$/gm)
    const rows = (matches: Iterable<RegExpMatchArray>) => [...matches].map(([, code, rest]) => [code, rest])
    expect(rows(told)).toEqual(rows(specified))
  })

  test('shows examples that compile in a strict project', async () => {
    const blocks = ['host-sdk/README.md', 'README.md'].flatMap(fencedBlocks)
    const examples = blocks.filter(({ language }) => language === 'ts').map(({ code }) => code)
    expect(await compileExamples(examples)).toBe('')
  })

  test('shows the server of the examples, but for its domain', () => {
    const server = fencedBlocks('host-sdk/README.md').find(({ code }) => code.includes("from 'hono'"))
    const withoutDomain = (code = '') => code.replace(/^const domain = .*$/m, '')
    expect(withoutDomain(server?.code)).toBe(withoutDomain(read('playground/examples/server/app.mjs')))
  })

  test('lists each spec, with the numbers that its tests begin with', () => {
    const tables = [...read('e2e/README.md').matchAll(/^### `(\w+\/)`.*\n((?:(?!###? ).*\n)*)/gm)]
    const rows = tables.flatMap(([, folder = '', table = '']) =>
      [...table.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm)].flatMap(([, names = '', numbers = '']) =>
        (names.match(/\w+/g) ?? []).map((name) => [folder + name, numbersOf(numbers)] as const),
      ),
    )
    const specs = readdirSync(join(repository, 'e2e/specs'), { encoding: 'utf8', recursive: true })
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => file.replace('.spec.ts', ''))
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(specs.map((name) => [name, numbersHeld(name)])))
  })

  test('names scripts that exist', () => {
    const scriptsOf = (path: string): object => JSON.parse(read(path)).scripts
    const scripts = { ...scriptsOf('package.json'), ...scriptsOf('playground/examples/vite/package.json') }
    const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([a-z0-9]+)/g)].map(([, name = '']) => name))
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test('S16: lists the attacks without a defence', () => {
    const [, limits = ''] = read('README.md').split('### What cannot be defended against')
    const [section = ''] = limits.split('\n## ')
    const named = [
      ...['browser extension', 'compromised TEE', 'garbage-collected', 'covered frame', 'compositor', 'trusted'],
      ...['picture-in-picture', 'SVG filters', 'look-alike page', 'code of a program'],
    ]
    expect(named.filter((limit) => !section.toLowerCase().includes(limit.toLowerCase()))).toEqual([])
  })
})

describe('the order of the test files', () => {
  test('begins with files that exist', async () => {
    const { longest } = await import(new URL('../../../.ci/longestFirst.mjs', import.meta.url).href)
    expect(longest.filter((file: string) => !existsSync(join(repository, file)))).toEqual([])
  })
})
