import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleDeclarations, emitDeclarations } from './buildDeclarations.ts'
import { publishedManifest, readManifest } from './manifest.ts'

const work = mkdtempSync(join(tmpdir(), 'openkey-declarations-'))
const declarations = join(work, 'emitted')
beforeAll(() => emitDeclarations(declarations), 120_000)
afterAll(() => rmSync(work, { recursive: true }))

describe('bundleDeclarations', () => {
  test('bundles the types of the protocol that the entries of host-sdk reach, with their documentation', async () => {
    const outDir = join(work, 'host-sdk')
    const published = publishedManifest(readManifest('host-sdk'))
    await bundleDeclarations({ name: 'host-sdk', published, declarations, outDir })
    const entry = readFileSync(join(outDir, 'element/index.d.ts'), 'utf8')
    // The entries of the frameworks share its types.
    const [, chunk = ''] = /SignedIn \} from '\.\.\/(\S+)\.js'/.exec(entry) ?? []
    const element = entry + readFileSync(join(outDir, `${chunk}.d.ts`), 'utf8')
    expect(element).toContain("'openkey:signedin': CustomEvent<SignedIn>;")
    expect(element).toMatch(/\/\*\* [^\n]+ \*\/\n +readonly address: string;/)
    expect(element).not.toContain('@openkey/protocol')
  })

  test('rejects a type of a package that consumers do not install', async () => {
    const published = { ...publishedManifest(readManifest('protocol')), dependencies: { comlink: '4.4.2' } }
    await expect(
      bundleDeclarations({ name: 'protocol', published, declarations, outDir: join(work, 'protocol') }),
    ).rejects.toThrow(/The types of @openkey\/protocol need "zod\/mini" in \S+\.d\.ts: add it to the dependencies/)
  })
})
