import { describe, expect, test } from 'vitest'
import { entriesOf, programsOf } from './entries.ts'

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

describe('entriesOf', () => {
  test('tells modules from scripts of their own', () => {
    expect(entriesOf(manifest)).toEqual([
      { specifier: '@openkey/example', source: 'src/index.ts', output: 'index', isModule: true },
      { specifier: '@openkey/example/script', source: 'src/script/index.ts', output: 'script/index', isModule: false },
    ])
  })

  test('refuses an export without a source', () => {
    const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } }
    expect(() => entriesOf({ ...manifest, exports })).toThrow('a path for each condition')
  })
})

describe('programsOf', () => {
  test('finds the module of a program', () => {
    expect(programsOf(manifest)).toEqual([{ source: 'src/doctor/cli.ts', output: 'doctor/cli' }])
  })
})
