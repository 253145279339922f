import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { attacks } from './attacks.ts'

describe('attacks', () => {
  test('lists each file of attacks, with the invariants that the tables of the tests name', () => {
    const e2e = new URL('../../../e2e/', import.meta.url)
    const files = readdirSync(new URL('specs/attacks', e2e))
    expect(attacks.map(({ spec }) => `${spec}.spec.ts`).sort()).toEqual(files.sort())
    const table = readFileSync(new URL('README.md', e2e), 'utf8')
    const rows = attacks.map(({ spec }) => {
      const [, numbers = ''] = new RegExp(`^\\| \`${spec}\` \\| ([^|]*) \\|`, 'm').exec(table) ?? []
      return [spec, numbers] as const
    })
    expect(
      rows.filter(
        ([spec, numbers]) => !numbers.startsWith(attacks.find((attack) => attack.spec === spec)?.invariants ?? '?'),
      ),
    ).toEqual([])
  })
})
