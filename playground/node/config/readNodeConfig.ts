import type { NodeOptions } from '../nodeOptions.ts'
import { ConfigurationError } from './configurationError.ts'
import { type Environment, readSettings } from './readSettings.ts'

/** Configuration of a node server. `options` holds only the options that are set. */
export type NodeConfig = {
  /** Address to listen on. @default 127.0.0.1 */
  readonly address: string
  /** @default 8000 */
  readonly port: number
  /** Port of the metrics. @default none are served */
  readonly metricsPort?: number
  /** `debug` also logs every request. @default normal */
  readonly logLevel: 'normal' | 'debug'
  readonly options: Partial<NodeOptions>
}

/** Every setting, by its path in the configuration file. */
const names = [
  'log_level',
  'address',
  'port',
  'cors',
  'prometheus.port',
  'storage.datadir',
  'storage.database',
  'storage.max_connections',
  'storage.limit',
  'storage.owner_limit',
  'storage.staging',
  'storage.blocks.type',
  'storage.blocks.path',
  'storage.blocks.bucket',
  'storage.blocks.endpoint',
  'keys.type',
  'keys.secret',
  'spaces.allowlist',
  'invocation.max_lifetime_secs',
] as const

type Name = (typeof names)[number]

/** Settings whose value may contain a secret or a password. */
const confidential = new Set<Name>(['keys.secret', 'storage.database', 'spaces.allowlist'])

/**
 * Reads the configuration of a node: `tinycloud.toml`, or the file that `TINYCLOUD_CONFIG_FILE` names, and the
 * `TINYCLOUD_…` variables, which win.
 * @param defaults values of settings that are not set
 * @throws {ConfigurationError} for an invalid value
 * @throws {UnknownSettingError} for an unknown variable or key
 */
export function readNodeConfig(env: Environment, defaults: { readonly port: number } = { port: 8_000 }): NodeConfig {
  const settings = readSettings(env, names)
  const read = <Value>(name: Name, parse: (text: string) => Value | undefined, expected: string): Value | undefined => {
    const setting = settings.get(name)
    if (setting === undefined) return undefined
    const { text, source } = setting
    const value = parse(text)
    const received = confidential.has(name) ? undefined : text
    if (value === undefined) throw new ConfigurationError({ variable: source, received, expected })
    return value
  }
  const oneOf = <Value extends string>(name: Name, ...values: readonly Value[]) =>
    read(name, (text) => values.find((value) => value === text), values.join(' or '))
  const anyText = (text: string) => text

  oneOf('keys.type', 'Static')
  const readBlocks = (): NodeOptions['blocks'] => {
    const type = oneOf('storage.blocks.type', 'Local', 'S3') ?? 'Local'
    const path = read('storage.blocks.path', anyText, 'a folder')
    const bucket = read('storage.blocks.bucket', anyText, 'a name')
    const endpoint = read('storage.blocks.endpoint', parseHttpUrl, 'an http or https URL')
    if (type === 'Local') return path === undefined ? undefined : { type, path }
    const required = (variable: string, value: string | undefined) => {
      if (value) return value
      throw new ConfigurationError({ variable, expected: 'a value, because storage.blocks.type is S3' })
    }
    return {
      type,
      bucket: required('TINYCLOUD_STORAGE_BLOCKS_BUCKET', bucket),
      ...(endpoint !== undefined && { endpoint }),
      region: required('AWS_DEFAULT_REGION', env.AWS_DEFAULT_REGION),
      accessKeyId: required('AWS_ACCESS_KEY_ID', env.AWS_ACCESS_KEY_ID),
      secretAccessKey: required('AWS_SECRET_ACCESS_KEY', env.AWS_SECRET_ACCESS_KEY),
    }
  }
  const metricsPort = read('prometheus.port', parsePort, 'a port number')
  const cors = oneOf('cors', 'true', 'false')
  const options = {
    dataDir: read('storage.datadir', anyText, 'a folder'),
    databaseLocation: read('storage.database', parseDatabaseUrl, 'sqlite:<path>, postgres://… or mysql://…'),
    maxConnections: read('storage.max_connections', parseConnections, 'a number from 4 to 1000'),
    blocks: readBlocks(),
    staging: oneOf('storage.staging', 'Memory', 'FileSystem'),
    storageLimitBytes: read('storage.limit', parseByteSize, 'a size such as 10 MiB'),
    ownerLimitBytes: read('storage.owner_limit', parseByteSize, 'a size such as 10 MiB'),
    spacesAllowlist: read('spaces.allowlist', parseHttpUrl, 'an http or https URL'),
    keysSecret: read('keys.secret', parseSecret, 'base64url, without padding, of at least 32 bytes'),
    maxInvocationLifetimeSecs: read('invocation.max_lifetime_secs', parseLifetime, 'seconds, at most 86400'),
    cors: cors && cors === 'true',
  }
  return {
    address: read('address', anyText, 'an address') ?? '127.0.0.1',
    port: read('port', parsePort, 'a port number') ?? defaults.port,
    ...(metricsPort !== undefined && { metricsPort }),
    logLevel: oneOf('log_level', 'normal', 'debug') ?? 'normal',
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  }
}

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

function parseConnections(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) && Number(text) >= 4 && Number(text) <= 1_000 ? Number(text) : undefined
}

function parseLifetime(text: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 86_400 ? Number(text) : undefined
}

function parseHttpUrl(text: string): string | undefined {
  return /^https?:\/\//.test(text) && URL.canParse(text) ? text : undefined
}

function parseSecret(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length >= 32 && bytes.toString('base64url') === text ? text : undefined
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

/**
 * Parses the place of a database: `postgres://…`, `mysql://…`, `sqlite:<path>` or a path; `sqlite::memory:` stores
 * nothing.
 * @returns the URL or path, or `undefined`
 */
function parseDatabaseUrl(text: string): string | undefined {
  if (/^(?:postgres(?:ql)?|mysql):\/\/./.test(text)) return URL.canParse(text) ? text : undefined
  const path = text.replace(/^sqlite:(?:\/\/(?=\/|\.))?/, '')
  return path === '' || (path !== ':memory:' && /^[a-z]{2,}:/i.test(path)) ? undefined : path
}
