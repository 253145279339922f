import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { entriesOf, readManifest } from './manifest.ts'
import { repository } from './repository.ts'

describe('llms.txt', () => {
  const text = readFileSync(`${repository}host-sdk/llms.txt`, 'utf8')

  test('lists every entry of the package, and no other', () => {
    const listed = [...text.matchAll(/`(@openkey\/host-sdk[/\w-]*)`/g)].map(([, specifier]) => specifier)
    const entries = entriesOf(readManifest('host-sdk')).map(({ specifier }) => specifier)
    expect([...new Set(listed)].sort()).toEqual([...entries].sort())
  })

  test('names only what the entries export', async () => {
    const names = [...text.matchAll(/`((?:create|is|verify|announce|use[A-Z]|openKey|OpenKeyProvider|webSdk)\w*)/g)]
    const entries = [
      '.',
      './react',
      './wagmi',
      './provider',
      './web-sdk',
      './verify',
      './testing',
      './testing/playwright',
    ]
    const exported = new Set<string>()
    for (const { specifier } of entriesOf(readManifest('host-sdk'))) {
      if (!entries.includes(specifier.replace('@openkey/host-sdk', '.'))) continue
      for (const name of Object.keys(await import(specifier))) exported.add(name)
    }
    const unknown = names.map(([, name = '']) => name).filter((name) => !exported.has(name) && name !== 'createConfig')
    expect(unknown).toEqual([])
  })
})
