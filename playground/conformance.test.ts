import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { routeLimits } from './key-endpoint/limits/routeBudgets.ts'

describe('the routes in the README of the key endpoint', () => {
  const readme = read('key-endpoint/README.md')
  /** Those under `/api` are complete: the endpoint does not start with a route that is missing there. */
  const others = ['/health', '/livez', '/readyz', '/inbox', '/inbox.json'].map((path) => `GET ${path}`)
  const routes = [...Object.keys(routeLimits), ...others].toSorted()

  test('are those of the endpoint', () => {
    expect(routesIn(section(readme, '## API'))).toEqual(routes)
  })

  test('are compared with the hosted API one by one, and those that it lacks here have a reason', () => {
    const { rows, rest } = tableOf(section(readme, '## Conformance'))
    const isAbsent = ([, here]: readonly string[]) => here === '404' || here === 'absent'
    expect(routesIn([...rows.filter((row) => !isAbsent(row)).flat(), rest].join('\n'))).toEqual(routes)
    const absent = rows.filter(isAbsent)
    expect(routesIn(absent.map(([route]) => route).join('\n')).filter((route) => routes.includes(route))).toEqual([])
    expect(absent.filter(([, , reason]) => !reason)).toEqual([])
  })
})

describe('the routes in the README of the node', () => {
  const readme = read('node/README.md')
  const files = readdirSync(new URL('node/http/', import.meta.url)).filter((file) => !file.includes('.test.'))
  const sources = files.map((file) => read(`node/http/${file}`))
  const routes = sources
    .flatMap((source) => [...source.matchAll(/\broutes\.(get|post|put|patch|delete|options)\(\s*'([^']+)'/g)])
    .map(
      ([, method = '', path = '']) =>
        `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '<$1>').replace('/*', '/<space>')}`,
    )
    .toSorted()

  test('are those of the node', () => {
    expect(routesIn(section(readme, '## API', '### '))).toEqual(routes)
  })

  test('are compared with tinycloud-node one by one, and each difference has a reason', () => {
    const { rows } = tableOf(section(readme, '### Conformance'))
    expect(routesIn(rows.map(([route]) => route).join('\n'))).toEqual(routes)
    expect(rows.filter(([, , difference, reason]) => difference && !reason)).toEqual([])
  })
})

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** The text below a heading, up to the next heading. */
function section(readme: string, heading: string, end = '#'): string {
  const [, text = ''] = readme.split(`\n${heading}\n`)
  return text.split(`\n${end}`)[0] ?? ''
}

/** The first table of a text without its head, and the text after it. */
function tableOf(text: string): { readonly rows: readonly (readonly string[])[]; readonly rest: string } {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.startsWith('|')) + 2
  const last = lines.findIndex((line, index) => index > first && !line.startsWith('|'))
  const cells = (line: string) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim())
  return { rows: lines.slice(first, last).map(cells), rest: lines.slice(last).join('\n') }
}

/** The routes in a text, each once, without their query. */
function routesIn(text: string): readonly string[] {
  const found = [...text.matchAll(/`([A-Z]+ (?:\/[^`[?]*|\*))(?:[[?][^`]*)?`/g)].map(([, route = '']) => route)
  return [...new Set(found)].toSorted()
}
