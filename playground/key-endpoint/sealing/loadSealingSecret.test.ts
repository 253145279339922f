import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadSealingSecret } from './loadSealingSecret.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealing-'))
  file = join(folder, 'sealing-secret')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('loadSealingSecret', () => {
  test('creates the secret once, with mode 0600, and reads it again', async () => {
    const made = await loadSealingSecret({ given: undefined, file })
    expect(made).toHaveLength(43)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await loadSealingSecret({ given: undefined, file })).toEqual(made)
  })

  test('creates another secret each time without a file', async () => {
    const none = { given: undefined, file: undefined }
    expect(await loadSealingSecret(none)).not.toEqual(await loadSealingSecret(none))
  })

  test('prefers the given secret and writes nothing', async () => {
    const given = 'x'.repeat(32)
    expect(await loadSealingSecret({ given, file })).toEqual(Buffer.from(given))
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test.each(['', 'x'.repeat(31)])('rejects a secret that is too short: %j', async (text) => {
    const refused = { name: 'StartError', code: 'sealing_secret_invalid' }
    await expect(loadSealingSecret({ given: text, file })).rejects.toMatchObject(refused)
    await writeFile(file, text)
    await expect(loadSealingSecret({ given: undefined, file })).rejects.toMatchObject(refused)
  })
})
