import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readNodeConfig } from './readNodeConfig.ts'

const secret = Buffer.alloc(32, 5).toString('base64url')

/** Writes a configuration file. @returns its path */
function configFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'node.toml'), text)
  return join(folder, 'node.toml')
}

describe('readNodeConfig', () => {
  test('leaves out what is not set', () => {
    const nothing = { address: '127.0.0.1', port: 8000, logLevel: 'normal', options: {} }
    expect(readNodeConfig({})).toEqual(nothing)
    expect(readNodeConfig({ TINYCLOUD_PORT: '', TINYCLOUD_KEYS_SECRET: '' })).toEqual(nothing)
  })

  test('reads every variable', () => {
    expect(
      readNodeConfig({
        TINYCLOUD_ADDRESS: '::1',
        TINYCLOUD_PORT: '8001',
        TINYCLOUD_LOG_LEVEL: 'debug',
        TINYCLOUD_STORAGE_DATADIR: './data',
        TINYCLOUD_STORAGE_DATABASE: 'sqlite:./data/caps.db',
        TINYCLOUD_STORAGE_MAX_CONNECTIONS: '20',
        TINYCLOUD_STORAGE_BLOCKS_TYPE: 'Local',
        TINYCLOUD_STORAGE_BLOCKS_PATH: './data/blocks',
        TINYCLOUD_STORAGE_STAGING: 'FileSystem',
        TINYCLOUD_STORAGE_LIMIT: '10 MiB',
        TINYCLOUD_SPACES_ALLOWLIST: 'https://allow.example/spaces',
        TINYCLOUD_KEYS_TYPE: 'Static',
        TINYCLOUD_KEYS_SECRET: secret,
        TINYCLOUD_INVOCATION_MAX_LIFETIME_SECS: '60',
        TINYCLOUD_CORS: 'false',
        TINYCLOUD_PROMETHEUS_PORT: '9001',
      }),
    ).toEqual({
      address: '::1',
      port: 8001,
      metricsPort: 9001,
      logLevel: 'debug',
      options: {
        dataDir: './data',
        databaseLocation: './data/caps.db',
        maxConnections: 20,
        blocks: { type: 'Local', path: './data/blocks' },
        staging: 'FileSystem',
        storageLimitBytes: 10_485_760,
        spacesAllowlist: 'https://allow.example/spaces',
        keysSecret: secret,
        maxInvocationLifetimeSecs: 60,
        cors: false,
      },
    })
  })

  test('reads every key of a file', () => {
    const file = configFile(`
      address = "::1"
      port = 8001
      log_level = "debug"
      cors = false
      prometheus.port = 9001
      keys = { type = "Static", secret = "${secret}" }
      spaces.allowlist = "https://allow.example/spaces"
      invocation.max_lifetime_secs = 60

      [storage]
      datadir = "./data"
      database = "sqlite:./data/caps.db"
      max_connections = 20
      staging = "Memory"
      limit = "10 MiB"

      [storage.blocks]
      type = "Local"
      path = "./data/blocks"
    `)
    expect(readNodeConfig({ TINYCLOUD_CONFIG_FILE: file })).toEqual({
      address: '::1',
      port: 8001,
      metricsPort: 9001,
      logLevel: 'debug',
      options: {
        dataDir: './data',
        databaseLocation: './data/caps.db',
        maxConnections: 20,
        blocks: { type: 'Local', path: './data/blocks' },
        staging: 'Memory',
        storageLimitBytes: 10_485_760,
        spacesAllowlist: 'https://allow.example/spaces',
        keysSecret: secret,
        maxInvocationLifetimeSecs: 60,
        cors: false,
      },
    })
  })

  test('a variable wins over the file, with single and double underscores', () => {
    const file = configFile('port = 1\nstorage.limit = "1 MiB"')
    const env = { TINYCLOUD_CONFIG_FILE: file, TINYCLOUD_PORT: '2', TINYCLOUD_STORAGE__LIMIT: '2 MiB' }
    expect(readNodeConfig(env)).toMatchObject({ port: 2, options: { storageLimitBytes: 2_097_152 } })
  })

  test('reads an S3 bucket with the variables of AWS, and reports a missing one', () => {
    const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_DEFAULT_REGION: 'eu-central-1' }
    const env = {
      TINYCLOUD_STORAGE_BLOCKS_TYPE: 'S3',
      TINYCLOUD_STORAGE_BLOCKS_BUCKET: 'values',
      TINYCLOUD_STORAGE_BLOCKS_ENDPOINT: 'https://s3.example',
    }
    expect(readNodeConfig({ ...env, ...keys }).options.blocks).toEqual({
      type: 'S3',
      bucket: 'values',
      endpoint: 'https://s3.example',
      region: 'eu-central-1',
      accessKeyId: 'id',
      secretAccessKey: 'key',
    })
    expect(() => readNodeConfig({ ...env, ...keys, AWS_SECRET_ACCESS_KEY: '' })).toThrow(
      'Invalid AWS_SECRET_ACCESS_KEY: expected a value, because storage.blocks.type is S3.',
    )
  })

  test('rejects two spellings of a variable that disagree', () => {
    const env = { TINYCLOUD_STORAGE_LIMIT: '1 MiB', TINYCLOUD_STORAGE__LIMIT: '2 MiB' }
    expect(() => readNodeConfig(env)).toThrow(
      'Invalid TINYCLOUD_STORAGE__LIMIT: expected the value of TINYCLOUD_STORAGE_LIMIT, or only one of them.',
    )
    expect(readNodeConfig({ ...env, TINYCLOUD_STORAGE__LIMIT: '1 MiB' }).options).toEqual({
      storageLimitBytes: 1_048_576,
    })
  })

  test('rejects an unknown name, and suggests the nearest', () => {
    expect(() => readNodeConfig({ TINYCLOUD_STORAGE_DATABSE: 'x' })).toThrow(
      'Unknown setting TINYCLOUD_STORAGE_DATABSE. Did you mean TINYCLOUD_STORAGE_DATABASE?',
    )
    const file = configFile('[storage.block]\ntype = "Local"')
    expect(() => readNodeConfig({ TINYCLOUD_CONFIG_FILE: file })).toThrow(
      `Unknown setting storage.block.type in ${file}. Did you mean storage.blocks.type?`,
    )
  })

  test('leaves the variables of other programs to them', () => {
    const env = {
      TINYCLOUD_BOOTSTRAP_HOST: 'https://node.example',
      TINYCLOUD_PRIVATE_KEY: '11',
      TINYCLOUD_HOST: 'x',
      TINYCLOUD_KEY_ENDPOINT: 'x',
    }
    expect(readNodeConfig({ ...env, TINYCLOUD_CONFIG_DIR: '/' }).options).toEqual({})
  })

  test.each([
    ['port = ', /^Invalid \S+node\.toml: expected a file in TOML \(/],
    ['port = [1]', /^Invalid port in \S+node\.toml: expected a text, a number, true or false\.$/],
    ['port = "80x"', /^Invalid port in \S+node\.toml "80x": expected a port number\.$/],
  ])('rejects a file with %s', (text, message) => {
    expect(() => readNodeConfig({ TINYCLOUD_CONFIG_FILE: configFile(text) })).toThrow(message)
  })

  test('rejects a file that is named but missing', () => {
    expect(() => readNodeConfig({ TINYCLOUD_CONFIG_FILE: '/nowhere/node.toml' })).toThrow(
      /^Invalid \/nowhere\/node\.toml: expected a file in TOML \(ENOENT/,
    )
  })

  test.each([
    ['TINYCLOUD_PORT', '65536'],
    ['TINYCLOUD_CORS', 'yes'],
    ['TINYCLOUD_INVOCATION_MAX_LIFETIME_SECS', '0'],
    ['TINYCLOUD_PORT', '-1'],
    ['TINYCLOUD_LOG_LEVEL', 'loud'],
    ['TINYCLOUD_STORAGE_DATABASE', 'redis://root@localhost/example'],
    ['TINYCLOUD_STORAGE_MAX_CONNECTIONS', '3'],
    ['TINYCLOUD_STORAGE_DATABASE', 'sqlite:'],
    ['TINYCLOUD_STORAGE_BLOCKS_TYPE', 'Azure'],
    ['TINYCLOUD_STORAGE_BLOCKS_ENDPOINT', 'storage.example'],
    ['TINYCLOUD_STORAGE_STAGING', 'Disk'],
    ['TINYCLOUD_STORAGE_LIMIT', '10 apples'],
    ['TINYCLOUD_STORAGE_LIMIT', '0 B'],
    ['TINYCLOUD_SPACES_ALLOWLIST', 'allow.example'],
    ['TINYCLOUD_KEYS_TYPE', 'Random'],
    ['TINYCLOUD_KEYS_SECRET', 'short'],
    ['TINYCLOUD_KEYS_SECRET', `${secret}=`],
  ])('rejects %s with the value %s', (name, value) => {
    expect(() => readNodeConfig({ [name]: value })).toThrow(new RegExp(`^Invalid ${name}( "${value}")?: expected `))
  })

  test('reports the received value and the expected format', () => {
    expect(() => readNodeConfig({ TINYCLOUD_PORT: '80x' })).toThrow(
      'Invalid TINYCLOUD_PORT "80x": expected a port number.',
    )
  })

  test('does not repeat a secret', () => {
    expect(() => readNodeConfig({ TINYCLOUD_KEYS_SECRET: 'c2hvcnQ' })).not.toThrow('c2hvcnQ')
  })

  test.each([
    ['512', 512],
    ['10 MiB', 10_485_760],
    ['10MiB', 10_485_760],
    ['1.5 kB', 1_500],
    ['100 GiB', 107_374_182_400],
  ])('parses the size %s', (text, bytes) => {
    expect(readNodeConfig({ TINYCLOUD_STORAGE_LIMIT: text }).options.storageLimitBytes).toBe(bytes)
  })

  test.each([
    ['sqlite::memory:', ':memory:'],
    ['sqlite:///var/caps.db', '/var/caps.db'],
    ['./caps.db', './caps.db'],
    ['mysql://root:root@localhost:3306/example', 'mysql://root:root@localhost:3306/example'],
    ['postgres://root:root@localhost:5432/example', 'postgres://root:root@localhost:5432/example'],
  ])('parses the database %s', (text, file) => {
    expect(readNodeConfig({ TINYCLOUD_STORAGE_DATABASE: text }).options.databaseLocation).toBe(file)
  })
})
