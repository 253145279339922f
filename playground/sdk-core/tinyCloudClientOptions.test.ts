import { describe, expect, test } from 'vitest'
import { checkOptions, clientOptionRules } from './tinyCloudClientOptions.ts'

describe('checkOptions', () => {
  const check = (options: object) => checkOptions(options, clientOptionRules, 'TinyCloudWeb')

  test('accepts every option, and undefined for each', () => {
    check({})
    check(Object.fromEntries(Object.keys(clientOptionRules).map((name) => [name, undefined])))
    check({
      signer: { getAddress: async () => '0x' },
      signStrategy: () => ({ approved: true }),
      tinycloudHosts: ['https://node.example', 'http://localhost:5176'],
      spacePrefix: 'my-app',
      autoCreateSpace: true,
      manifest: {},
      capabilityRequest: {},
      kvPrefix: '',
      persistSession: true,
      sessionStorage: new Map(),
      sessionStorageKeyPrefix: 'my-app',
      sessionExpirationMs: 1,
      domain: 'app.example',
      afterSignIn: [{ run: () => undefined }],
      clock: { now: () => 0 },
      fetch,
    })
  })

  test.each(['tinyCloudHosts', 'privatekey', 'constructor', '__proto_'])(
    'refuses the unknown option %s by name',
    (name) => {
      expect(() => check({ [name]: 'a secret' })).toThrow(
        expect.objectContaining({
          code: 'option_invalid',
          message: `TinyCloudWeb has no option “${name}”.`,
          details: { received: name, expected: Object.keys(clientOptionRules).join(' ') },
        }),
      )
    },
  )

  test.each<[string, unknown, string]>([
    ['tinycloudHosts', 'https://node.example', 'a list of http: or https: URLs'],
    ['tinycloudHosts', ['node.example'], 'a list of http: or https: URLs'],
    ['tinycloudHosts', ['ftp://node.example'], 'a list of http: or https: URLs'],
    ['sessionExpirationMs', '3600000', 'a number of milliseconds above 0'],
    ['sessionExpirationMs', 0, 'a number of milliseconds above 0'],
    ['sessionExpirationMs', Number.NaN, 'a number of milliseconds above 0'],
    ['persistSession', 1, 'true or false'],
    ['signStrategy', 'always', "'ask', 'auto' or a function"],
    ['afterSignIn', [() => undefined], 'a list of hooks'],
    ['signer', 'a secret', 'a signer'],
    ['sessionStorage', null, 'an object'],
    ['domain', 7, 'text'],
  ])('refuses %s: %j, and does not repeat the value', (name, value, expected) => {
    expect(() => check({ [name]: value })).toThrow(
      expect.objectContaining({
        message: `The option “${name}” of TinyCloudWeb must be ${expected}.`,
        details: { received: name, expected },
      }),
    )
  })
})
