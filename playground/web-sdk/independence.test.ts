import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

/** Texts of the modules that a page with this SDK loads, by path. Type imports are not loaded. */
async function loadedModules(): Promise<ReadonlyMap<string, string>> {
  const root = new URL('..', import.meta.url)
  const found = new Map<string, string>()
  const waiting = [new URL('index.ts', import.meta.url)]
  for (const url of waiting) {
    const path = url.href.slice(root.href.length)
    if (found.has(path)) continue
    const code = await readFile(url, 'utf8')
    found.set(path, code)
    const imported = code.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\..*?)'$/gm)
    waiting.push(...[...imported].map(([, specifier = '']) => new URL(specifier, url)))
  }
  return found
}

/** The registry path of every account, and the packages with the wire format. */
const permitted = [
  "'system/bootstrap/complete'",
  "'@openkey/protocol'",
  "'@openkey/protocol/session'",
  "'@openkey/protocol/siwe'",
]

/** Tells the decider of a signature what it is for. */
const purposes = 'sdk-core/session/signStrategy.ts'

describe('web-sdk', () => {
  test('loads no module that mentions widget, key endpoint or bootstrap', async () => {
    const modules = await loadedModules()
    expect(modules.size).toBeGreaterThan(40)
    const mentioning = [...modules].flatMap(([path, code]) => {
      const rest = permitted.reduce((text, words) => text.replaceAll(words, ''), code)
      return /openkey|widget|bootstrap|key.?endpoint/i.test(rest) ? [path] : []
    })
    expect(mentioning).toEqual([purposes])
  })

  test('loads no module outside sdk-core and itself', async () => {
    const folders = new Set([...(await loadedModules()).keys()].map((path) => path.split('/')[0]))
    expect([...folders].sort()).toEqual(['sdk-core', 'web-sdk'])
  })

  test('mentions the registry path once', async () => {
    const naming = [...(await loadedModules())].filter(([, code]) => code.includes('system/bootstrap'))
    expect(naming.map(([path]) => path)).toEqual(['sdk-core/capabilities/signInCapabilities.ts'])
  })
})
