import { describe, expect, test } from 'vitest'
import { readNodeConfig } from './readNodeConfig.ts'

const secret = Buffer.alloc(32, 5).toString('base64url')

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
        TINYCLOUD_STORAGE_BLOCKS_TYPE: 'Local',
        TINYCLOUD_STORAGE_BLOCKS_PATH: './data/blocks',
        TINYCLOUD_STORAGE_STAGING: 'Memory',
        TINYCLOUD_STORAGE_LIMIT: '10 MiB',
        TINYCLOUD_SPACES_ALLOWLIST: 'https://allow.example/spaces',
        TINYCLOUD_KEYS_TYPE: 'Static',
        TINYCLOUD_KEYS_SECRET: secret,
      }),
    ).toEqual({
      address: '::1',
      port: 8001,
      logLevel: 'debug',
      options: {
        dataDir: './data',
        databaseFile: './data/caps.db',
        blobsDir: './data/blocks',
        storageLimitBytes: 10_485_760,
        spacesAllowlist: 'https://allow.example/spaces',
        keysSecret: secret,
      },
    })
  })

  test.each([
    ['TINYCLOUD_PORT', '65536'],
    ['TINYCLOUD_PORT', '-1'],
    ['TINYCLOUD_LOG_LEVEL', 'loud'],
    ['TINYCLOUD_STORAGE_DATABASE', 'postgres://root@localhost/example'],
    ['TINYCLOUD_STORAGE_DATABASE', 'sqlite:'],
    ['TINYCLOUD_STORAGE_BLOCKS_TYPE', 'S3'],
    ['TINYCLOUD_STORAGE_STAGING', 'FileSystem'],
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
  ])('parses the database %s', (text, file) => {
    expect(readNodeConfig({ TINYCLOUD_STORAGE_DATABASE: text }).options.databaseFile).toBe(file)
  })
})
