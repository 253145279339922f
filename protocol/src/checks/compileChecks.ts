import type * as z from 'zod/v4/core'
import { readConstraints } from './readConstraints.ts'

/** Schemas to compile, by the name each check is known by; tables may nest. */
export type SchemaTable = { readonly [name: string]: z.$ZodType | SchemaTable }

export type CompileOptions = {
  /** Name of the exported table of checks. */
  readonly name: string
  readonly table: SchemaTable
  /** Schemas that are used in several places, by their name in the source. Each comes after those it consists of. */
  readonly shared: Readonly<Record<string, z.$ZodType>>
}

/**
 * Writes a module of checks that accept exactly what the schemas accept. It needs no zod, and builds no code at run
 * time.
 * @throws {Error} for whatever a schema says that has no counterpart in `checkKinds`
 */
export function compileChecks({ name, table, shared }: CompileOptions): string {
  const kinds = new Set<string>()
  const named = new Map<z.$ZodType, string>()

  const compile = (schema: z.$ZodType): string => named.get(schema) ?? compileAnew(schema)

  function compileAnew(schema: z.$ZodType): string {
    const { def } = (schema as z.$ZodTypes)._zod
    const { pattern, min, max } = readConstraints(schema)
    switch (def.type) {
      case 'string':
        return pattern === undefined ? use('string', min, max) : use('pattern', pattern)
      case 'number':
        return use('integer', min ?? Number.MIN_SAFE_INTEGER, max)
      case 'literal':
        return use('oneOf', ...def.values.map(quote))
      case 'enum':
        return use('oneOf', ...Object.values(def.entries).map(quote))
      case 'array':
        return use('array', compile(def.element), min ?? 0, max)
      case 'optional':
        return use('optional', compile(def.innerType))
      case 'union':
        return def.options.map(compile).reduceRight((others, option) => use('union', option, others))
      case 'object':
        return use('record', members(def.shape, compile))
      default:
        throw new Error(`There is no check for a schema of the kind ${def.type}.`)
    }
  }

  function use(kind: string, ...given: readonly unknown[]): string {
    kinds.add(kind)
    const args = given.filter((arg) => arg !== undefined).map(String)
    const isLong = args.some((arg) => arg.includes('\n') && !arg.startsWith('{'))
    return isLong ? `${kind}(\n${args.map((arg) => indented(`${arg},`)).join('')})` : `${kind}(${args.join(', ')})`
  }

  const compileTable = (entry: z.$ZodType | SchemaTable): string =>
    isSchema(entry) ? compile(entry) : members(entry, compileTable)

  const constants = Object.entries(shared).map(([constant, schema]) => {
    const source = `const ${constant} = ${compile(schema)}\n`
    named.set(schema, constant)
    return source
  })
  const checks = compileTable(table)
  return [
    `// Compiled from the schemas of the same names, see \`compileChecks\`.\n`,
    `import { ${[...kinds].sort().join(', ')} } from '../checks/checkKinds.ts'\n\n`,
    ...constants,
    `\nexport const ${name} = ${checks}\n`,
  ].join('')
}

function members<Of>(entries: Readonly<Record<string, Of>>, write: (entry: Of) => string): string {
  const sources = Object.entries(entries).map(([name, entry]) => {
    const source = write(entry)
    return name === source ? name : `${name}: ${source}`
  })
  const line = sources.length === 0 ? '{}' : `{ ${sources.join(', ')} }`
  return line.includes('\n') || line.length > 80 ? `{\n${sources.map((one) => indented(`${one},`)).join('')}}` : line
}

function indented(source: string): string {
  return `${source.replace(/^/gm, '  ')}\n`
}

function isSchema(entry: z.$ZodType | SchemaTable): entry is z.$ZodType {
  return '_zod' in entry
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
