import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { describe, expect, test } from 'vitest'
import { launchBrowser } from '../../fixtures/environment/browser/launchBrowser.ts'
import { servePage } from '../../fixtures/pages/serving/servePage.ts'

const suite = fileURLToPath(new URL('../../../widget/src/testing/storageContract.ts', import.meta.url))

describe('widget storage in a real IndexedDB', () => {
  test('S5: passes the contract suites of its ports', async () => {
    const outDir = mkdtempSync(join(tmpdir(), 'openkey-storage-'))
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      resolve: { conditions: ['@openkey/source', 'module', 'browser', 'development|production'] },
      build: { outDir, emptyOutDir: true, target: 'es2022', lib: { entry: suite, formats: ['es'], fileName: 'suite' } },
    })
    writeFileSync(join(outDir, 'index.html'), '<!doctype html><title>Storage</title>')
    const server = await servePage(outDir)
    const browser = await launchBrowser()
    try {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`http://localhost:${server.port}/`)
      const outcomes = await page.evaluate<Record<string, string>>(
        "import('/suite.js').then(({ runStorageContract }) => runStorageContract())",
      )
      expect(Object.keys(outcomes).length).toBeGreaterThan(15)
      expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'ok')).toEqual([])
    } finally {
      await browser.close()
      await server.stop()
      rmSync(outDir, { recursive: true })
    }
  })
})
