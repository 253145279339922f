import type { NodeOptions } from '../nodeOptions.ts'
import { ConfigurationError } from './configurationError.ts'
import { parseByteSize } from './parseByteSize.ts'
import { parseDatabaseUrl } from './parseDatabaseUrl.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What the environment says about a node. What it does not mention is absent. */
export type NodeConfig = {
  /** Address to listen on. @default 127.0.0.1 */
  readonly address: string
  /** @default 8000 */
  readonly port: number
  /** `debug` also tells of every request. @default normal */
  readonly logLevel: 'normal' | 'debug'
  readonly options: Partial<NodeOptions>
}

/**
 * Reads the `TINYCLOUD_…` variables of a node. An empty one counts as absent.
 * @throws {ConfigurationError} naming the variable that cannot be what it says
 */
export function readNodeConfig(env: Environment): NodeConfig {
  const read = <Value>(name: string, parse: (text: string) => Value | undefined, wanted: string): Value | undefined => {
    const text = env[name]
    if (text === undefined || text === '') return undefined
    const value = parse(text)
    if (value === undefined) throw new ConfigurationError(name, wanted)
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
    databaseFile: read('TINYCLOUD_STORAGE_DATABASE', parseDatabaseUrl, 'sqlite:<path>; other databases are not here'),
    blobsDir: read('TINYCLOUD_STORAGE_BLOCKS_PATH', anyText, 'a folder'),
    storageLimitBytes: read('TINYCLOUD_STORAGE_LIMIT', parseByteSize, 'a size such as 10 MiB'),
    spacesAllowlist: read('TINYCLOUD_SPACES_ALLOWLIST', parseHttpUrl, 'an http or https URL'),
    keysSecret: read('TINYCLOUD_KEYS_SECRET', parseSecret, 'base64url, without padding, of at least 32 bytes'),
  }
  return {
    address: read('TINYCLOUD_ADDRESS', anyText, 'an address') ?? '127.0.0.1',
    port: read('TINYCLOUD_PORT', parsePort, 'a port') ?? 8_000,
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
