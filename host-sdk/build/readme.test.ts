import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildScripts, type Scripts } from './buildScripts.ts'
import { describeScripts } from './scriptSnippet.ts'

const folder = mkdtempSync(join(tmpdir(), 'openkey-scripts-'))
let scripts: Scripts
beforeAll(async () => {
  scripts = await buildScripts({ outDir: folder })
})
afterAll(() => rmSync(folder, { recursive: true }))

const withoutHashes = (text: string) => text.replaceAll(/sha384-[^"]+/g, 'sha384-…')

describe('README', () => {
  test('shows each snippet as the build prints it, but for the hash of a file', () => {
    const readme = withoutHashes(readFileSync(new URL('../README.md', import.meta.url), 'utf8'))
    const printed = withoutHashes(describeScripts(scripts)).split('\n\n')
    expect(printed).toHaveLength(3)
    expect(printed.filter((part) => !readme.includes(part))).toEqual([])
  })
})

describe('buildScripts', () => {
  test('gives the same bytes for the same sources', async () => {
    expect(await buildScripts({ outDir: join(folder, 'again') })).toEqual(scripts)
  })
})
