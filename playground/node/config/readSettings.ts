import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { ConfigurationError, UnknownSettingError } from './configurationError.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The text of a setting, and the variable or the key of a file that set it. */
export type Setting = { readonly text: string; readonly source: string }

/** File in the current folder that is read if it exists. `TINYCLOUD_CONFIG_FILE` names another one, which must exist. */
const defaultFile = 'tinycloud.toml'

/** Variables with the prefix of the node that the client and the key endpoint read. */
const otherPrograms = /^TINYCLOUD_(?:BOOTSTRAP_[A-Z_]+|CONFIG_(?:FILE|DIR)|HOST|KEY_ENDPOINT|PRIVATE_KEY)$/

/**
 * Merges the configuration file with the `TINYCLOUD_…` variables, which win. A variable is named after the path of its
 * setting, with single or double underscores: `TINYCLOUD_STORAGE_LIMIT` and `TINYCLOUD_STORAGE__LIMIT` are
 * `storage.limit`. An empty variable counts as not set.
 * @param names every known path, such as `storage.limit`
 * @throws {ConfigurationError} for a file that cannot be read, and two variables that disagree
 * @throws {UnknownSettingError}
 */
export function readSettings(env: Environment, names: readonly string[]): ReadonlyMap<string, Setting> {
  return new Map([...readFile(env.TINYCLOUD_CONFIG_FILE || undefined, names), ...readVariables(env, names)])
}

function readVariables(env: Environment, names: readonly string[]): ReadonlyMap<string, Setting> {
  const paths = new Map(
    names.flatMap((path) => ['_', '__'].map((separator) => [variableOf(path, separator), path] as const)),
  )
  const settings = new Map<string, Setting>()
  for (const [source, text] of Object.entries(env)) {
    if (!source.startsWith('TINYCLOUD_') || otherPrograms.test(source)) continue
    const path = paths.get(source)
    if (path === undefined) throw new UnknownSettingError({ variable: source, known: [...paths.keys()] })
    if (text === undefined || text === '') continue
    const other = settings.get(path)
    if (other && other.text !== text) {
      throw new ConfigurationError({ variable: source, expected: `the value of ${other.source}, or only one of them` })
    }
    settings.set(path, { text, source })
  }
  return settings
}

function variableOf(path: string, separator: string): string {
  return `TINYCLOUD_${path.replaceAll('.', separator).toUpperCase()}`
}

function readFile(file: string | undefined, names: readonly string[]): ReadonlyMap<string, Setting> {
  const from = file ?? defaultFile
  const settings = new Map<string, Setting>()
  for (const [path, value] of leavesOf(parseFile(file))) {
    if (!names.includes(path)) throw new UnknownSettingError({ variable: path, known: names, from })
    const source = `${path} in ${from}`
    if (!['string', 'number', 'bigint', 'boolean'].includes(typeof value)) {
      throw new ConfigurationError({ variable: source, expected: 'a text, a number, true or false' })
    }
    settings.set(path, { text: String(value), source })
  }
  return settings
}

function parseFile(file: string | undefined): unknown {
  const path = file ?? defaultFile
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isMissing && file === undefined) return {}
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : []
    throw new ConfigurationError({ variable: path, expected: `a file in TOML (${reason})` })
  }
}

/** Returns the values of nested tables with their paths. */
function leavesOf(value: unknown, prefix = ''): readonly (readonly [path: string, value: unknown])[] {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  if (!isTable) return [[prefix, value]]
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, prefix ? `${prefix}.${name}` : name))
}
