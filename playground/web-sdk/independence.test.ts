import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

/** The client's own sources, without what tests bring. */
async function sources(): Promise<readonly { readonly name: string; readonly code: string }[]> {
  const folder = new URL('.', import.meta.url)
  const names = await readdir(folder, { recursive: true })
  const own = names.filter((name) => name.endsWith('.ts') && !/(\.test\.ts$)|(^testing\/)/.test(name))
  return Promise.all(own.map(async (name) => ({ name, code: await readFile(new URL(name, folder), 'utf8') })))
}

/** A path that every account's registry has, whoever wrote it; and the package that holds the wire format. */
const permitted = ["'system/bootstrap/complete'", "'@openkey/protocol/session'", "'@openkey/protocol/siwe'"]

describe('web-sdk', () => {
  test('knows neither widget nor bootstrap: no source names them', async () => {
    const files = await sources()
    expect(files.length).toBeGreaterThan(50)
    const naming = files.flatMap(({ name, code }) => {
      const rest = permitted.reduce((text, words) => text.replaceAll(words, ''), code)
      return /openkey|widget|bootstrap|key.?endpoint/i.test(rest) ? [name] : []
    })
    expect(naming).toEqual([])
  })

  test('names the registry’s path in one place only', async () => {
    const naming = (await sources()).filter(({ code }) => code.includes('bootstrap')).map(({ name }) => name)
    expect(naming).toEqual(['capabilities/accountRegistry.ts'])
  })
})
