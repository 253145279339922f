import type { NodeOptions } from './nodeOptions.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Configuration of a node server. `options` holds only the options that are set. */
export type NodeConfig = {
  /** Address to listen on. @default 127.0.0.1 */
  readonly address: string
  /** @default 8000 */
  readonly port: number
  /** `debug` also logs every request. @default normal */
  readonly logLevel: 'normal' | 'debug'
  readonly options: Partial<NodeOptions>
}

/** Variables whose value may contain a secret or a password. */
const confidential = new Set(['TINYCLOUD_KEYS_SECRET', 'TINYCLOUD_STORAGE_DATABASE', 'TINYCLOUD_SPACES_ALLOWLIST'])

/**
 * Reads the `TINYCLOUD_…` variables of a node. An empty variable counts as not set.
 * @throws {ConfigurationError} for an invalid variable
 */
export function readNodeConfig(env: Environment): NodeConfig {
  const read = <Value>(
    name: string,
    parse: (text: string) => Value | undefined,
    expected: string,
  ): Value | undefined => {
    const text = env[name]
    if (text === undefined || text === '') return undefined
    const value = parse(text)
    const received = confidential.has(name) ? undefined : text
    if (value === undefined) throw new ConfigurationError({ variable: name, received, expected })
    return value
  }
  const oneOf = <Value extends string>(name: string, ...values: readonly Value[]) =>
    read(name, (text) => values.find((value) => value === text), values.join(' or '))
  const anyText = (text: string) => text

  oneOf('TINYCLOUD_KEYS_TYPE', 'Static')
  oneOf('TINYCLOUD_STORAGE_BLOCKS_TYPE', 'Local')
  oneOf('TINYCLOUD_STORAGE_STAGING', 'Memory')
  const options = {
    dataDir: read('TINYCLOUD_STORAGE_DATADIR', anyText, 'a folder'),
    databaseFile: read('TINYCLOUD_STORAGE_DATABASE', parseDatabaseUrl, 'sqlite:<path>'),
    blobsDir: read('TINYCLOUD_STORAGE_BLOCKS_PATH', anyText, 'a folder'),
    storageLimitBytes: read('TINYCLOUD_STORAGE_LIMIT', parseByteSize, 'a size such as 10 MiB'),
    spacesAllowlist: read('TINYCLOUD_SPACES_ALLOWLIST', parseHttpUrl, 'an http or https URL'),
    keysSecret: read('TINYCLOUD_KEYS_SECRET', parseSecret, 'base64url, without padding, of at least 32 bytes'),
  }
  return {
    address: read('TINYCLOUD_ADDRESS', anyText, 'an address') ?? '127.0.0.1',
    port: read('TINYCLOUD_PORT', parsePort, 'a port number') ?? 8_000,
    logLevel: oneOf('TINYCLOUD_LOG_LEVEL', 'normal', 'debug') ?? 'normal',
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  }
}

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

function parseHttpUrl(text: string): string | undefined {
  return /^https?:\/\//.test(text) && URL.canParse(text) ? text : undefined
}

function parseSecret(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length >= 32 && bytes.toString('base64url') === text ? text : undefined
}

/** An environment variable has an invalid value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly variable: string

  /** @param options `received` is left out for a value that may contain a secret */
  constructor(options: {
    readonly variable: string
    readonly received?: string | undefined
    readonly expected: string
  }) {
    const { variable, received, expected } = options
    super(`Invalid ${variable}${received === undefined ? '' : ` "${received}"`}: expected ${expected}.`)
    this.variable = variable
  }
}

const powers = new Map([
  ['', 1],
  ['k', 1_000],
  ['m', 1_000 ** 2],
  ['g', 1_000 ** 3],
  ['t', 1_000 ** 4],
  ['ki', 1_024],
  ['mi', 1_024 ** 2],
  ['gi', 1_024 ** 3],
  ['ti', 1_024 ** 4],
])

/** Parses a size such as `10 MiB`, `1.5 GB` or `512`. @returns whole bytes, or `undefined` */
function parseByteSize(text: string): number | undefined {
  const [, digits, prefix = ''] = /^(\d{1,12}(?:\.\d{1,3})?) ?(?:([kmgt]i?)?b)?$/i.exec(text.trim()) ?? []
  const bytes = Math.floor(Number(digits) * (powers.get(prefix.toLowerCase()) ?? Number.NaN))
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined
}

/** Parses `sqlite:<path>` or a path; `sqlite::memory:` stores nothing. @returns the path, or `undefined` */
function parseDatabaseUrl(text: string): string | undefined {
  const path = text.replace(/^sqlite:(?:\/\/(?=\/|\.))?/, '')
  return path === '' || (path !== ':memory:' && /^[a-z]{2,}:/i.test(path)) ? undefined : path
}
