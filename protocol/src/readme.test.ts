import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { errorCodes } from './errors/errorCode.ts'
import { hostMethods } from './methods/hostMethods.ts'
import type { Method } from './methods/method.ts'
import { widgetMethods } from './methods/widgetMethods.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('protocol/README.md', () => {
  test('explains every code under its anchor, with number and retryable as in the table of codes', () => {
    const rows = [...readme.matchAll(/^\| <a id="(\w+)"><\/a>`(\w+)` \| (−?\d+) \| (yes|no) \|/gm)]
    const told = rows.map(([, anchor, code, number, retryable]) => [anchor, code, number, retryable])
    expect(told).toEqual(
      Object.entries(errorCodes).map(([code, [number, isRetryable]]) => [
        code,
        code,
        String(number).replace('-', '−'),
        isRetryable ? 'yes' : 'no',
      ]),
    )
  })

  // `npm run generate` writes the tables.
  test('describes each method as its table does', async () => {
    const tables = [widgetMethods, hostMethods].map(tableOf)
    const [before = '', ...rest] = readme.split(/^\| method \|[\s\S]*?\n\n/m)
    const written = rest.reduce((text, after, index) => text + tables[index] + after, before)
    await expect(written).toMatchFileSnapshot('../README.md')
  })
})

/** The methods as a table in Markdown. */
function tableOf(methods: Readonly<Record<string, Method>>): string {
  const rows = Object.entries(methods).map(
    ([name, { description, input, result }]) =>
      `| \`${name}\` | ${membersOf(input)} | ${membersOf(valueSchema(result))} | ${description} |\n`,
  )
  return `| method | input | returns | description |\n|---|---|---|---|\n${rows.join('')}\n`
}

/** The names of an object schema's members, optional ones with a question mark; of each schema of a union. */
function membersOf(schema: unknown): string {
  const options: unknown = Reflect.get(Object(schema), '_zod')?.def.options
  if (Array.isArray(options)) return options.map(membersOf).join(' or ')
  const shape: Readonly<Record<string, z.ZodMiniType>> = Reflect.get(Object(schema), 'shape') ?? {}
  const names = Object.entries(shape).map(([name, { _zod }]) => (_zod.def.type === 'optional' ? `${name}?` : name))
  return names.length === 0 ? '–' : `\`${names.join(', ')}\``
}

/** The schema of the value in the schema of a result. */
function valueSchema(result: z.ZodMiniType): unknown {
  const [success] = (result as z.ZodMiniUnion<readonly z.ZodMiniObject[]>)._zod.def.options
  return success?.shape.value
}
