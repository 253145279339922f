import { describe, expect, test } from 'vitest'
import { publishedManifest } from './publishedManifest.ts'

const workspace = {
  name: '@openkey/example',
  version: '1.2.3',
  sideEffects: false,
  exports: { '.': { '@openkey/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
  dependencies: { '@openkey/protocol': '1.2.3', comlink: '4.4.2' },
  devDependencies: { vitest: '4.1.12' },
}

describe('publishedManifest', () => {
  test('leads to no source, and depends on nothing of the workspace', () => {
    expect(publishedManifest(workspace)).toEqual({
      name: '@openkey/example',
      version: '1.2.3',
      sideEffects: false,
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      dependencies: { comlink: '4.4.2' },
    })
  })

  test('names no dependencies where all is bundled', () => {
    const published = publishedManifest({ ...workspace, dependencies: { '@openkey/protocol': '1.2.3' } })
    expect(Object.keys(published)).not.toContain('dependencies')
  })
})
