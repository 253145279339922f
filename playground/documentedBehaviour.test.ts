import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Number of statements of each document, from 0 to 4. */
const statements = [25, 11, 9, 18, 21]

type Row = { readonly id: string; readonly code: string; readonly title: string; readonly file: string }

const [, table = ''] = readFileSync(new URL('README.md', import.meta.url), 'utf8').split('\n## Documented behaviour\n')
const rows = [...table.matchAll(/^\| (\d\.\d+) \| .+ \| \[`[\w.]+`\]\((\S+)\) \| \[(.+)\]\((\S+)\) \|$/gm)].map(
  ([, id = '', code = '', title = '', file = '']): Row => ({ id, code, title, file }),
)

describe('the table of the documented behaviour', () => {
  test('has a row for each statement, and no line that is none', () => {
    const ids = statements.flatMap((count, document) =>
      Array.from({ length: count }, (_, index) => `${document}.${index + 1}`),
    )
    expect(rows.map(({ id }) => id)).toEqual(ids)
    expect(table.match(/^\| \d/gm)).toHaveLength(rows.length)
  })

  test.each(rows)('$id: names code that exists, and a test with this title', ({ code, title, file }) => {
    expect(existsSync(new URL(code, import.meta.url))).toBe(true)
    expect(file).toMatch(/\.(test|spec)\.ts$/)
    expect(titlesIn(readFileSync(new URL(file, import.meta.url), 'utf8'))).toContain(title)
  })
})

/** Titles of the tests in a file, and of their groups. */
function titlesIn(code: string): readonly string[] {
  const titles = code.matchAll(/(?<=[(\s])(['"`])((?:(?!\1).)+)\1,/g)
  return [...titles].map(([, , title = '']) => title)
}
