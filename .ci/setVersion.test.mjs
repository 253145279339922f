import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { setVersion } from './setVersion.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const { version } = JSON.parse(readFileSync(join(root, 'host-sdk/package.json'), 'utf8'))
const examples = readdirSync(join(root, 'playground/examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const files = [
  ...['package.json', 'package-lock.json', 'host-sdk/README.md'],
  'protocol/src/packageVersion.ts',
  ...workspaces.map((folder) => `${folder}/package.json`),
  ...examples.map((name) => `playground/examples/${name}/package.json`),
]

function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-version-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const file of files) cpSync(join(root, file), join(folder, file))
  writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n- A change.\n\n## 0.1.0 (2026-01-01)\n')
  return folder
}

/** The texts of a folder, with lines that name the version of this workspace. */
const texts = (folder) => files.map((file) => readFileSync(join(folder, file), 'utf8'))

describe('setVersion', () => {
  test('changes every place that names the version, and nothing else', () => {
    const folder = copy()
    setVersion(folder, '9.9.9', '2026-12-31')
    const leftovers = texts(folder)
      .flatMap((text) => text.split('\n'))
      .filter((line) => /openkey/i.test(line) && line.includes(version))
    expect(leftovers).toEqual([])
    writeFileSync(join(folder, 'CHANGELOG.md'), '## Unreleased\n\n- Back.\n')
    setVersion(folder, version, '2026-12-31')
    expect(texts(folder)).toEqual(texts(root))
  })

  test('moves unreleased changes of the changelog under the version', () => {
    const folder = copy()
    setVersion(folder, '9.9.9', '2026-12-31')
    expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toBe(
      '# Changelog\n\n## Unreleased\n\n## 9.9.9 (2026-12-31)\n\n- A change.\n\n## 0.1.0 (2026-01-01)\n',
    )
  })

  test('rejects a release without a change in the changelog, and changes nothing', () => {
    const folder = copy()
    writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n## 0.1.0 (2026-01-01)\n')
    expect(() => setVersion(folder, '9.9.9', '2026-12-31')).toThrow('CHANGELOG.md lists no change')
    expect(texts(folder)).toEqual(texts(root))
  })

  test('rejects what is not a semantic version', () => {
    expect(() => setVersion(copy(), 'v2', '2026-12-31')).toThrow('Invalid version "v2"')
  })
})
