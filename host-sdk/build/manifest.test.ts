import { describe, expect, test } from 'vitest'
import { entriesOf, isInstalled, programsOf, publishedManifest } from './manifest.ts'

describe('publishedManifest', () => {
  const workspace = {
    name: '@openkey/example',
    version: '1.2.3',
    sideEffects: false,
    exports: { '.': { '@openkey/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
    dependencies: { '@openkey/protocol': '1.2.3', comlink: '4.4.2' },
    devDependencies: { vitest: '4.1.12' },
  }

  test('removes sources and the packages of this workspace', () => {
    expect(publishedManifest(workspace)).toEqual({
      name: '@openkey/example',
      version: '1.2.3',
      sideEffects: false,
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      dependencies: { comlink: '4.4.2' },
    })
  })

  test('omits dependencies when every dependency is bundled', () => {
    const published = publishedManifest({ ...workspace, dependencies: { '@openkey/protocol': '1.2.3' } })
    expect(Object.keys(published)).not.toContain('dependencies')
  })
})

const manifest = {
  name: '@openkey/example',
  version: '1.2.3',
  exports: {
    '.': { '@openkey/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './script': {
      '@openkey/source': './src/script/index.ts',
      types: './dist/script/index.d.ts',
      default: './dist/script/example-1.2.3.js',
    },
  },
  bin: { example: './dist/doctor/cli.js' },
}

describe('isInstalled', () => {
  const published = { ...manifest, dependencies: { comlink: '4.4.2' }, peerDependencies: { react: '>=18' } }

  test.for([
    ['comlink', true],
    ['react', true],
    ['react/jsx-runtime', true],
    ['react-dom', false],
    ['zod', false],
  ] as const)('%s: %s', ([id, expected]) => {
    expect(isInstalled(published, id)).toBe(expected)
  })
})

describe('entriesOf', () => {
  test('distinguishes modules from classic scripts', () => {
    expect(entriesOf(manifest)).toEqual([
      { specifier: '@openkey/example', source: 'src/index.ts', output: 'index', isModule: true },
      { specifier: '@openkey/example/script', source: 'src/script/index.ts', output: 'script/index', isModule: false },
    ])
  })

  test('rejects an export without a source', () => {
    const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } }
    expect(() => entriesOf({ ...manifest, exports })).toThrow('each export condition and program needs one')
  })
})

describe('programsOf', () => {
  test('returns the module of each program', () => {
    expect(programsOf(manifest)).toEqual([{ source: 'src/doctor/cli.ts', output: 'doctor/cli' }])
  })
})
