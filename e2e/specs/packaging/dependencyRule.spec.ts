import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository } from '../../../host-sdk/build/repository.ts'
import { importCircles } from '../../bench/structure/importGraph.ts'
import { type Module, readModules } from '../../bench/structure/readModules.ts'

type Violation = { readonly file: string; readonly source: string; readonly rule: string }

const importing = (specifier: string) => `import { planted } from '${specifier}'\n\nplanted()\n`

const violations: readonly Violation[] = [
  { file: 'protocol/src/planted.ts', source: importing('@openkey/host-sdk'), rule: 'noRestrictedImports' },
  { file: 'protocol/src/planted.ts', source: importing('zod'), rule: 'noRestrictedImports' },
  { file: 'host-sdk/src/planted.ts', source: importing('@openkey/widget'), rule: 'noRestrictedImports' },
  { file: 'host-sdk/src/planted.ts', source: importing('@openkey/protocol/siwe'), rule: 'noRestrictedImports' },
  {
    file: 'host-sdk/src/provider/planted.ts',
    source: importing('@openkey/protocol/siwe'),
    rule: 'noRestrictedImports',
  },
  {
    file: 'host-sdk/src/verify/planted.ts',
    source: importing('@openkey/protocol/session'),
    rule: 'noRestrictedImports',
  },
  { file: 'host-sdk/src/verify/planted.ts', source: importing('@openkey/widget'), rule: 'noRestrictedImports' },
  { file: 'host-sdk/src/doctor/planted.ts', source: 'document.title = ""\n', rule: 'noRestrictedGlobals' },
  { file: 'host-sdk/src/planted.ts', source: importing('hono'), rule: 'noUndeclaredDependencies' },
  { file: 'host-sdk/src/planted.ts', source: importing('preact'), rule: 'noRestrictedImports' },
  { file: 'widget/src/planted.ts', source: importing('@openkey/host-sdk'), rule: 'noRestrictedImports' },
  { file: 'widget/src/planted.ts', source: importing('@openkey/protocol/session'), rule: 'noRestrictedImports' },
  { file: 'widget/src/planted.ts', source: importing('zod'), rule: 'noRestrictedImports' },
  {
    file: 'widget/src/domain/planted.ts',
    source: importing('../adapters/httpKeyEndpoint.ts'),
    rule: 'noRestrictedImports',
  },
  { file: 'widget/src/domain/planted.ts', source: 'fetch("/")\n', rule: 'noRestrictedGlobals' },
  { file: 'widget/src/app/planted.ts', source: importing('../ui/App.tsx'), rule: 'noRestrictedImports' },
  { file: 'widget/src/app/planted.ts', source: 'indexedDB.open("x")\n', rule: 'noRestrictedGlobals' },
  {
    file: 'widget/src/ui/planted.ts',
    source: importing('../adapters/httpKeyEndpoint.ts'),
    rule: 'noRestrictedImports',
  },
  { file: 'widget/src/adapters/planted.ts', source: importing('../ui/App.tsx'), rule: 'noRestrictedImports' },
  { file: 'playground/sdk-core/planted.ts', source: importing('@openkey/host-sdk'), rule: 'noRestrictedImports' },
  { file: 'playground/sdk-core/planted.ts', source: importing('../web-sdk/index.ts'), rule: 'noRestrictedImports' },
  { file: 'playground/sdk-core/planted.ts', source: 'location.reload()\n', rule: 'noRestrictedGlobals' },
  { file: 'playground/web-sdk/planted.ts', source: importing('@openkey/host-sdk'), rule: 'noRestrictedImports' },
  { file: 'playground/web-sdk/planted.ts', source: importing('../key-endpoint/index.ts'), rule: 'noRestrictedImports' },
  { file: 'playground/node-sdk/planted.ts', source: importing('../web-sdk/index.ts'), rule: 'noRestrictedImports' },
  { file: 'playground/node-sdk/planted.ts', source: importing('../node/index.ts'), rule: 'noRestrictedImports' },
  {
    file: 'playground/web-sdk/planted.ts',
    source: importing('../provisioning/steps/provisionAccount.ts'),
    rule: 'noRestrictedImports',
  },
  {
    file: 'playground/sdk-core/planted.ts',
    source: importing('../provisioning/steps/provisionAccount.ts'),
    rule: 'noRestrictedImports',
  },
  {
    file: 'playground/provisioning/planted.ts',
    source: importing('../key-endpoint/index.ts'),
    rule: 'noRestrictedImports',
  },
  { file: 'playground/app/planted.ts', source: importing('@openkey/widget/server'), rule: 'noRestrictedImports' },
  { file: 'playground/key-endpoint/planted.ts', source: importing('../node/index.ts'), rule: 'noRestrictedImports' },
  { file: 'playground/node/planted.ts', source: importing('../key-endpoint/index.ts'), rule: 'noRestrictedImports' },
  { file: 'playground/shared/planted.ts', source: importing('../node/index.ts'), rule: 'noRestrictedImports' },
]

/** Lints one planted file under the project's own rules, in a folder that holds nothing else. */
function lint({ file, source }: Violation): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-planted-'))
  try {
    for (const kept of [
      'biome.json',
      'package.json',
      ...['protocol', 'host-sdk', 'widget', 'playground', 'e2e'].map((name) => `${name}/package.json`),
    ]) {
      cpSync(join(repository, kept), join(folder, kept))
    }
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), source)
    const { stdout } = spawnSync(
      join(repository, 'node_modules/.bin/biome'),
      ['lint', '--vcs-enabled=false', '--reporter=json'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string }[] }
    return diagnostics.map(({ category }) => category.split('/').at(-1) ?? '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('dependency rule', () => {
  test.for(violations)('refuses in $file: $source', (violation) => {
    expect(lint(violation)).toContain(violation.rule)
  })

  test('accepts what flows downwards', () => {
    expect(lint({ file: 'widget/src/app/planted.ts', source: importing('../domain/review.ts'), rule: '' })).toEqual([])
    expect(
      lint({ file: 'host-sdk/src/verify/planted.ts', source: importing('@openkey/protocol/siwe'), rule: '' }),
    ).toEqual([])
  })
})

describe('import circles', () => {
  test('do not exist, type imports included', () => {
    expect(importCircles(readModules(repository))).toEqual([])
  })

  test('are found over several modules', () => {
    const importing = (path: string, ...imported: readonly string[]): [string, Module] => [
      path,
      { path, lines: 1, imports: imported.map((path) => ({ path, kind: 'type' })), reExports: new Map() },
    ]
    const modules = new Map([importing('a', 'b', 'd'), importing('b', 'c'), importing('c', 'a', 'd'), importing('d')])
    expect(importCircles(modules)).toEqual([['a', 'b', 'c']])
  })
})
