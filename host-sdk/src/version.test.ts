import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { version } from './version.ts'

describe('version', () => {
  test('equals the version in the manifest', () => {
    const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    expect(version).toBe(JSON.parse(manifest).version)
  })
})
