import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fixes } from './fixes.ts'

describe('fixes', () => {
  test('are those of the table of errors, without its markup', () => {
    const readme = readFileSync(new URL('../../../protocol/README.md', import.meta.url), 'utf8')
    const rows = [...readme.matchAll(/^\| <a id="([a-z_]+)"><\/a>.* \| (.*?) \|$/gm)]
    const plain = (text = '') => text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('`', '')
    expect(fixes).toEqual(Object.fromEntries(rows.map(([, code, fix]) => [code, plain(fix)])))
  })
})
