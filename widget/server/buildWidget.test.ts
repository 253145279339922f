import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWidget } from './buildWidget.ts'
import { readFiles } from './readFiles.ts'

const outDir = mkdtempSync(join(tmpdir(), 'openkey-widget-build-'))
beforeAll(() => buildWidget({ outDir }))
afterAll(() => rmSync(outDir, { recursive: true }))

describe('buildWidget', () => {
  test('writes two pages and files named by their content', () => {
    const pages = ['/index.html', '/device.html']
    const paths = [...readFiles(outDir).keys()].filter((path) => !pages.includes(path))
    expect(paths.length).toBeGreaterThan(1)
    expect(paths.filter((path) => !/^\/assets\/[A-Za-z0-9-]+-[A-Za-z0-9_-]{8}\.(?:js|css|svg)$/.test(path))).toEqual([])
  })

  test.each(['index.html', 'device.html'])(
    'S9: %s holds no script or style of its own and names nothing elsewhere',
    (page) => {
      const html = readFileSync(join(outDir, page), 'utf8')
      const scripts = html.match(/<script[^>]*>[^<]*<\/script>/g) ?? []
      expect(scripts.filter((script) => !/ src="\/assets\//.test(script))).toEqual([
        '<script type="application/json" id="openkey-config"></script>',
      ])
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|https?:\/\//)
    },
  )

  test('S9: no script evaluates strings', () => {
    for (const [path, content] of readFiles(outDir)) {
      if (path.endsWith('.js'))
        expect(content.toString('utf8')).not.toMatch(/\beval\(|\bnew Function\(|\bFunction\(["'`]/)
    }
  })

  test('contains nothing about the machine that built it', () => {
    const texts = [...readFiles(outDir).values()].map((content) => content.toString('utf8'))
    expect(texts.filter((text) => text.includes(process.cwd()) || text.includes('lineNumber'))).toEqual([])
  })

  test('the pages share no script, so that one adds nothing to the other', () => {
    const scriptsOf = (page: string) =>
      [...readFileSync(join(outDir, page), 'utf8').matchAll(/src="([^"]+\.js)"/g)].map(([, path]) => path)
    expect(scriptsOf('device.html')).toEqual([expect.stringMatching(/^\/assets\/device-/)])
    expect(scriptsOf('index.html')).not.toEqual(expect.arrayContaining(scriptsOf('device.html')))
  })

  test('keeps elliptic curves out of the first script', () => {
    const [, first = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(readFileSync(join(outDir, 'index.html'), 'utf8')) ?? []
    const files = readFiles(outDir)
    expect(files.get(first)?.toString('utf8')).not.toContain('secp256k1')
    expect([...files.keys()].some((path) => path.startsWith('/assets/recoverSigner-'))).toBe(true)
  })
})
