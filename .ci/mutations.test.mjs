import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'e2e/mutations')

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))

const read = (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '')

describe.each(files)('mutations of $invariant', ({ mutations }) => {
  test('find their text exactly once', () => {
    expect(mutations.filter(({ file, find }) => read(file).split(find).length !== 2)).toEqual([])
  })

  test('name a test that exists', () => {
    expect(mutations.map(({ test }) => test).filter(({ file, name }) => !hasTest(read(file), name))).toEqual([])
  })
})

/** Tests whether a source has a title that contains `name`, or whose text before `%s` or `$name` begins `name`. */
function hasTest(source, name) {
  const literals = [...source.matchAll(/'((?:[^'\\\n]|\\.)+)'|`([^`]+)`/g)]
  return literals.some(([, single, template]) => {
    const title = single ?? template
    const [start] = title.split(/%[sdijf]|\$[\w.]+/)
    return title.includes(name) || (start !== title && start.length >= 4 && name.startsWith(start))
  })
}
