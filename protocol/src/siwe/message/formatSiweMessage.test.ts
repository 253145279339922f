import { describe, expect, test } from 'vitest'
import { testVector } from '../../testing/testVector.ts'
import { formatSiweMessage } from './formatSiweMessage.ts'
import { parseSiweMessage } from './parseSiweMessage.ts'
import type { SiweMessage } from './siweMessage.ts'

const message: SiweMessage = {
  domain: 'app.example',
  address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A',
  uri: 'https://app.example',
  version: '1',
  chainId: 1,
  nonce: '12345678',
  issuedAt: '2026-11-20T08:19:06Z',
}

describe('formatSiweMessage', () => {
  test('writes the lines of EIP-4361', () => {
    expect(
      formatSiweMessage({
        ...message,
        scheme: 'https',
        statement: 'Hello.',
        expirationTime: '2026-11-20T09:19:06Z',
        notBefore: '2026-11-20T08:19:06Z',
        requestId: 'r-1',
        resources: ['urn:a:b', 'urn:c:d'],
      }),
    ).toMatchInlineSnapshot(`
      "https://app.example wants you to sign in with your Ethereum account:
      0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A

      Hello.

      URI: https://app.example
      Version: 1
      Chain ID: 1
      Nonce: 12345678
      Issued At: 2026-11-20T08:19:06Z
      Expiration Time: 2026-11-20T09:19:06Z
      Not Before: 2026-11-20T08:19:06Z
      Request ID: r-1
      Resources:
      - urn:a:b
      - urn:c:d"
    `)
  })

  test('writes the sign-in that was made by hand, byte for byte', () => {
    expect(formatSiweMessage(parseSiweMessage(testVector.siwe))).toBe(testVector.siwe)
  })

  test('treats undefined as absent', () => {
    expect(formatSiweMessage({ ...message, statement: undefined, resources: undefined })).toBe(
      formatSiweMessage(message),
    )
  })

  test.each([
    ['Statement', { statement: 'a\nURI: https://evil.example' }],
    ['Statement', { statement: 'é' }],
    ['Domain', { domain: 'app.example wants you to sign in' }],
    ['Scheme', { scheme: '' }],
    ['Address', { address: '0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a' }],
    ['URI', { uri: 'https://app.example\nVersion: 1' }],
    ['Version', { version: '2' as '1' }],
    ['Chain ID', { chainId: 1.5 }],
    ['Chain ID', { chainId: -1 }],
    ['Nonce', { nonce: '1234567\n' }],
    ['Issued At', { issuedAt: 'now' }],
    ['Expiration Time', { expirationTime: '' }],
    ['Not Before', { notBefore: '2026-11-20T08:19:06Z\nRequest ID: a' }],
    ['Request ID', { requestId: 'a\nResources:' }],
    ['Resources', { resources: ['urn:a:b\n- urn:c:d'] }],
  ])('refuses a %s that cannot stand in the text', (field, change) => {
    expect(() => formatSiweMessage({ ...message, ...change })).toThrow(
      expect.objectContaining({ code: 'siwe_malformed', details: { field } }),
    )
  })

  const required = ['domain', 'address', 'uri', 'version', 'chainId', 'nonce', 'issuedAt'] as const
  const optional = ['scheme', 'statement', 'expirationTime', 'notBefore', 'requestId', 'resources'] as const
  const labels: Readonly<Record<keyof SiweMessage, string>> = {
    scheme: 'Scheme',
    domain: 'Domain',
    address: 'Address',
    statement: 'Statement',
    uri: 'URI',
    version: 'Version',
    chainId: 'Chain ID',
    nonce: 'Nonce',
    issuedAt: 'Issued At',
    expirationTime: 'Expiration Time',
    notBefore: 'Not Before',
    requestId: 'Request ID',
    resources: 'Resources',
  }
  const named = (field: string) => expect.objectContaining({ code: 'siwe_malformed', details: { field } })
  /** As JavaScript hands it over. */
  const untyped = (change: object) => ({ ...message, ...change }) as SiweMessage

  test.each(required)('names an absent %s instead of writing "undefined"', (name) => {
    const { [name]: _, ...rest } = message
    expect(() => formatSiweMessage(rest as SiweMessage)).toThrow(named(labels[name]))
    expect(() => formatSiweMessage(untyped({ [name]: undefined }))).toThrow(named(labels[name]))
  })

  test.each([...required, ...optional])('names a %s of null instead of writing "null"', (name) => {
    expect(() => formatSiweMessage(untyped({ [name]: null }))).toThrow(named(labels[name]))
  })

  test.each<[string, object]>([
    ['Chain ID', { chainId: '1' }],
    ['Chain ID', { chainId: 1n }],
    ['Version', { version: 1 }],
    ['Domain', { domain: ['app.example'] }],
    ['URI', { uri: new URL('https://app.example') }],
    ['Issued At', { issuedAt: new Date(0) }],
    ['Expiration Time', { expirationTime: 0 }],
    ['Nonce', { nonce: 12345678 }],
    ['Resources', { resources: 'urn:a:b' }],
    ['Resources', { resources: [null] }],
    ['Resources', { resources: ['urn:a:b', undefined] }],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['Resources', { resources: ['urn:a:b', , 'urn:c:d'] }],
    ['Resources', { resources: [['urn:a:b']] }],
  ])('names a %s of another type: %o', (field, change) => {
    expect(() => formatSiweMessage(untyped(change))).toThrow(named(field))
  })

  test.each([undefined, null, 'text'])('names the message where there is none: %j', (value) => {
    expect(() => formatSiweMessage(value as unknown as SiweMessage)).toThrow(named('message'))
    if (typeof value !== 'string') expect(() => parseSiweMessage(value as unknown as string)).toThrow(named('message'))
  })

  test('refuses what parseSiweMessage would find too large', () => {
    expect(() => formatSiweMessage({ ...message, statement: 'a'.repeat(32_768) })).toThrow(
      expect.objectContaining({ code: 'message_too_large' }),
    )
  })

  test('R5: measures the text before it checks the fields', () => {
    expect(() => formatSiweMessage({ ...message, statement: 'é'.repeat(32_768) })).toThrow(
      expect.objectContaining({ code: 'message_too_large', message: expect.stringContaining('this one has 32') }),
    )
  })
})
