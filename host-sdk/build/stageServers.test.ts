import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stageServers } from './stageServers.ts'

describe('stageServers', () => {
  test('depends on all that its bundled packages need, and lets npm install it', () => {
    const stage = mkdtempSync(join(tmpdir(), 'openkey-stage-'))
    onTestFinished(() => rmSync(stage, { recursive: true }))
    stageServers(stage)
    const read = (path: string) => JSON.parse(readFileSync(join(stage, path, 'package.json'), 'utf8'))
    const { dependencies, bundleDependencies } = read('.')
    for (const name of bundleDependencies) {
      // npm takes dependencies of bundled packages for bundled, and leaves their folders empty.
      expect(Object.keys(read(`node_modules/${name}`))).toEqual(['name', 'version', 'type', 'exports'])
      const source = new URL(`../../${name.split('/')[1]}/package.json`, import.meta.url)
      expect(dependencies).toMatchObject(JSON.parse(readFileSync(source, 'utf8')).dependencies ?? {})
    }
  })
})
