import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { packageVersion } from './packageVersion.ts'

describe('packageVersion', () => {
  test('equals the version in the manifest', () => {
    const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    expect(packageVersion).toBe(JSON.parse(manifest).version)
  })
})
