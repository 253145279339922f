import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { initCommand } from './initCommand.ts'

let folder: string
let files: { readonly examples: string; readonly snippet: string }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'openkey-init-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const template of ['html', 'vite']) {
    const manifest = {
      name: 'openkey-example',
      dependencies: { '@openkey/host-sdk': '1.2.3', react: '19.0.0' },
      devDependencies: { '@openkey/dev': '1.2.3' },
    }
    mkdirSync(join(folder, 'examples', template), { recursive: true })
    writeFileSync(join(folder, 'examples', template, 'package.json'), JSON.stringify(manifest))
    writeFileSync(
      join(folder, 'examples', template, 'index.html'),
      `${template} <!-- openkey --> <!-- openkey-sign-in -->`,
    )
  }
  writeFileSync(
    join(folder, 'snippet.html'),
    '<script src="https://cdn.example/a.js">\n\n<script src="b.js">\n\n<!-- csp -->',
  )
  files = { examples: join(folder, 'examples'), snippet: join(folder, 'snippet.html') }
})

const written = (path: string) => readFileSync(join(folder, path), 'utf8')

describe('initCommand', () => {
  test('writes the template vite to a new folder, named after it, and tells the next steps', () => {
    const { text, exitCode } = initCommand([join(folder, 'My notes')], files)
    expect([exitCode, text.match(/^ {2}npm .*$/gm)]).toEqual([0, ['  npm install', '  npm run dev']])
    expect(JSON.parse(written('My notes/package.json'))).toEqual({
      name: 'my-notes',
      dependencies: { '@openkey/host-sdk': '1.2.3', react: '19.0.0' },
      devDependencies: { '@openkey/dev': '1.2.3' },
    })
  })

  test('writes the script tags into the page, with files from its own server', () => {
    initCommand([join(folder, 'notes'), '--html'], files)
    expect(written('notes/index.html')).toBe('html <script src="/a.js"> <script src="b.js">')
  })

  test('takes the packages from tarballs', () => {
    mkdirSync(join(folder, 'release'))
    for (const name of ['host-sdk', 'dev']) writeFileSync(join(folder, `release/openkey-${name}-1.2.3.tgz`), '')
    initCommand([join(folder, 'notes'), '--packages', join(folder, 'release')], files)
    expect(JSON.parse(written('notes/package.json'))).toMatchObject({
      dependencies: { '@openkey/host-sdk': 'file:../release/openkey-host-sdk-1.2.3.tgz', react: '19.0.0' },
      devDependencies: { '@openkey/dev': 'file:../release/openkey-dev-1.2.3.tgz' },
    })
  })

  test.for([
    [[], 'Missing argument: the folder to write to.'],
    [['a', 'b'], 'Unexpected argument “b”: expected one folder.'],
    [['a', '--template', 'vue'], 'Unknown template “vue”: expected html, vite.'],
    [['a', '--packages', '/nowhere'], 'is missing: --packages needs the folder of npm run pack.'],
    [['a', '--htlm'], '--htlm'],
  ] as const)('reports what is wrong with %j, and writes nothing', ([[place, ...more], words]) => {
    const { text, exitCode } = initCommand(place === undefined ? [] : [join(folder, place), ...more], files)
    expect([exitCode, text]).toEqual([2, expect.stringContaining(words)])
    expect(() => written('a/package.json')).toThrow()
  })

  test('does not write to a folder that has files', () => {
    const { text, exitCode } = initCommand([join(folder, 'examples')], files)
    expect([exitCode, text]).toEqual([2, expect.stringContaining('is not empty')])
  })

  test('lists the templates', () => {
    expect(initCommand(['--help'], files)).toEqual({
      exitCode: 0,
      text: expect.stringContaining('html, vite; by default vite'),
    })
  })
})
