import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

/** The client's sources, without tests. */
async function sources(): Promise<readonly { readonly name: string; readonly code: string }[]> {
  const folder = new URL('.', import.meta.url)
  const names = await readdir(folder, { recursive: true })
  const own = names.filter((name) => name.endsWith('.ts') && !/(\.test\.ts$)|(^testing\/)/.test(name))
  return Promise.all(own.map(async (name) => ({ name, code: await readFile(new URL(name, folder), 'utf8') })))
}

/** The registry path of every account, and the package with the wire format. */
const permitted = [
  "'system/bootstrap/complete'",
  "'@openkey/protocol'",
  "'@openkey/protocol/session'",
  "'@openkey/protocol/siwe'",
]

describe('web-sdk', () => {
  test('no source mentions widget, key endpoint or bootstrap', async () => {
    const files = await sources()
    expect(files.length).toBeGreaterThan(40)
    const naming = files.flatMap(({ name, code }) => {
      const rest = permitted.reduce((text, words) => text.replaceAll(words, ''), code)
      return /openkey|widget|bootstrap|key.?endpoint/i.test(rest) ? [name] : []
    })
    expect(naming).toEqual([])
  })

  test('one source mentions the registry path', async () => {
    const naming = (await sources()).filter(({ code }) => code.includes('bootstrap')).map(({ name }) => name)
    expect(naming).toEqual(['capabilities/signInCapabilities.ts'])
  })
})
