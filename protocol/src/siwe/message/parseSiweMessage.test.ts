import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitrarySiweMessage } from '../../testing/arbitrarySiweMessage.ts'
import { testVector } from '../../testing/testVector.ts'
import { formatSiweMessage } from './formatSiweMessage.ts'
import { parseSiweMessage } from './parseSiweMessage.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const plain = [
  'app.example wants you to sign in with your Ethereum account:',
  address,
  '',
  '',
  'URI: https://app.example',
  'Version: 1',
  'Chain ID: 1',
  'Nonce: 12345678',
  'Issued At: 2026-11-20T08:19:06Z',
].join('\n')
const fields = {
  domain: 'app.example',
  address,
  uri: 'https://app.example',
  version: '1',
  chainId: 1,
  nonce: '12345678',
  issuedAt: '2026-11-20T08:19:06Z',
}

function refusal(code: string, field?: string) {
  return expect.objectContaining({ code, ...(field !== undefined && { details: { field } }) })
}

describe('parseSiweMessage', () => {
  test('reads the mandatory fields', () => {
    expect(parseSiweMessage(plain)).toStrictEqual(fields)
  })

  test('reads every field verbatim', () => {
    const text = plain
      .replace('app.example wants', 'https://app.example:8443 wants')
      .replace('\n\n\n', '\n\nHello: [you] & me!\n\n')
      .concat('\nExpiration Time: 2026-11-20T08:19:06.123456789+01:00')
      .concat('\nNot Before: 2026-11-20T08:19:06.1-00:30')
      .concat('\nRequest ID: a:b@%20')
      .concat('\nResources:\n- ipfs://bafy/\n- urn:a:b')
    expect(parseSiweMessage(text)).toStrictEqual({
      ...fields,
      scheme: 'https',
      domain: 'app.example:8443',
      statement: 'Hello: [you] & me!',
      expirationTime: '2026-11-20T08:19:06.123456789+01:00',
      notBefore: '2026-11-20T08:19:06.1-00:30',
      requestId: 'a:b@%20',
      resources: ['ipfs://bafy/', 'urn:a:b'],
    })
  })

  test('reads the sign-in that was made by hand', () => {
    const { siwe, address, did } = testVector
    expect(parseSiweMessage(siwe)).toStrictEqual({
      domain: 'app.example',
      address,
      statement: siwe.split('\n')[3],
      uri: `${did}#${did.slice('did:key:'.length)}`,
      version: '1',
      chainId: 1,
      nonce: 'HandMade1',
      issuedAt: '2026-01-01T00:00:00.000Z',
      expirationTime: '2026-01-31T00:00:00.000Z',
      resources: [siwe.split('\n- ')[1]],
    })
  })

  test('keeps an absent, an empty and a blank statement apart', () => {
    expect(parseSiweMessage(plain).statement).toBeUndefined()
    expect(parseSiweMessage(plain.replace('\n\n\n', '\n\n\n\n')).statement).toBe('')
    expect(parseSiweMessage(plain.replace('\n\n\n', '\n\n \n\n')).statement).toBe(' ')
  })

  test('keeps absent and empty resources apart', () => {
    expect(parseSiweMessage(plain).resources).toBeUndefined()
    expect(parseSiweMessage(`${plain}\nResources:`).resources).toEqual([])
  })

  test('keeps an absent and an empty request id apart', () => {
    expect(parseSiweMessage(plain).requestId).toBeUndefined()
    expect(parseSiweMessage(`${plain}\nRequest ID: `).requestId).toBe('')
  })

  test('reads a statement that looks like a field as a statement', () => {
    expect(parseSiweMessage(plain.replace('\n\n\n', '\n\nURI: https://evil.example\n\n'))).toMatchObject({
      statement: 'URI: https://evil.example',
      uri: 'https://app.example',
    })
  })

  test('S3: reads back what formatSiweMessage writes', () => {
    fc.assert(
      fc.property(arbitrarySiweMessage, (message) => {
        expect(parseSiweMessage(formatSiweMessage(message))).toEqual(message)
      }),
      { numRuns: 500 },
    )
  })

  test('S3: accepts no text that would be written otherwise', () => {
    const insertion = fc.tuple(fc.nat(), fc.constantFrom(...'\n\t\r :-0aZ', ''), fc.nat(2))
    fc.assert(
      fc.property(arbitrarySiweMessage, insertion, (message, [position, inserted, removed]) => {
        const text = formatSiweMessage(message)
        const at = position % text.length
        const damaged = text.slice(0, at) + inserted + text.slice(at + removed)
        try {
          expect(formatSiweMessage(parseSiweMessage(damaged))).toBe(damaged)
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^siwe_(malformed|not_canonical)$/) })
        }
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['a carriage return', plain.replaceAll('\n', '\r\n')],
    ['a tab', plain.replace('\n\n\n', '\n\na\tb\n\n')],
    ['a NUL', `${plain}\0`],
    ['a DEL', `${plain}\x7f`],
    ['a letter outside ASCII', plain.replace('\n\n\n', '\n\né\n\n')],
    ['a bidirectional override', plain.replace('\n\n\n', '\n\n\u202etxt\n\n')],
    ['a zero-width space', plain.replace('app.', 'app\u200b.')],
    ['a line separator', plain.replace('\n\n\n', '\n\na\u2028b\n\n')],
    ['a byte order mark', `\ufeff${plain}`],
    ['a leading zero in the chain id', plain.replace('Chain ID: 1', 'Chain ID: 01')],
  ])('S3: refuses %s as not canonical', (_, text) => {
    expect(() => parseSiweMessage(text)).toThrow(refusal('siwe_not_canonical'))
  })

  test.each([
    ['an empty text', '', 'Domain'],
    ['a plain text', 'Hello, please sign me.', 'Domain'],
    ['another salutation', plain.replace('Ethereum', 'Solana'), 'Domain'],
    ['no domain', plain.replace('app.example wants', ' wants'), 'Domain'],
    ['userinfo in the domain', plain.replace('app.example wants', 'app.example@evil.example wants'), 'Domain'],
    ['a path in the domain', plain.replace('app.example wants', 'app.example/a wants'), 'Domain'],
    ['an empty scheme', plain.replace('app.example wants', '://app.example wants'), 'Scheme'],
    ['a scheme that begins with a digit', plain.replace('app.example wants', '1a://app.example wants'), 'Scheme'],
    ['an address that is not EIP-55', plain.replace(address, address.toLowerCase()), 'Address'],
    ['a short address', plain.replace(address, address.slice(0, -1)), 'Address'],
    ['no empty line after the address', plain.replace('\n\n\n', '\n'), 'Statement'],
    ['one empty line for two', plain.replace('\n\n\n', '\n\n'), 'Statement'],
    ['a statement of two lines', plain.replace('\n\n\n', '\n\na\nb\n\n'), 'Statement'],
    ['a statement without empty line after it', plain.replace('\n\n\n', '\n\na\n'), 'Statement'],
    ['a quotation mark in the statement', plain.replace('\n\n\n', '\n\n"a"\n\n'), 'Statement'],
    ['a percent sign in the statement', plain.replace('\n\n\n', '\n\n50%\n\n'), 'Statement'],
    ['markup in the statement', plain.replace('\n\n\n', '\n\n<b>\n\n'), 'Statement'],
    ['a missing URI', plain.replace('URI: https://app.example\n', ''), 'URI'],
    ['a relative URI', plain.replace('URI: https://app.example', 'URI: /a'), 'URI'],
    ['another version', plain.replace('Version: 1', 'Version: 2'), 'Version'],
    ['a chain id in hexadecimal', plain.replace('Chain ID: 1', 'Chain ID: 0x1'), 'Chain ID'],
    ['chain 0', plain.replace('Chain ID: 1', 'Chain ID: 0'), 'Chain ID'],
    ['an unsafe chain id', plain.replace('Chain ID: 1', 'Chain ID: 9007199254740993'), 'Chain ID'],
    ['a short nonce', plain.replace('12345678', '1234567'), 'Nonce'],
    ['a nonce with a hyphen', plain.replace('12345678', '1234-5678'), 'Nonce'],
    ['a day that is not', plain.replace('2026-11-20', '2026-02-30'), 'Issued At'],
    ['a missing Issued At', plain.replace(/\nIssued At.*/, ''), 'Issued At'],
    ['a date alone as expiry', `${plain}\nExpiration Time: 2026-11-20`, 'Expiration Time'],
    ['an empty expiry', `${plain}\nExpiration Time: `, 'Expiration Time'],
    [
      'fields out of order',
      `${plain}\nNot Before: 2026-11-20T08:19:06Z\nExpiration Time: 2026-11-20T08:19:06Z`,
      'Expiration Time',
    ],
    ['a field twice', `${plain}\nRequest ID: a\nRequest ID: b`, 'Request ID'],
    ['an unknown field', `${plain}\nAudience: me`, 'Audience'],
    ['a space in the request id', `${plain}\nRequest ID: a b`, 'Request ID'],
    ['a resource that is no URI', `${plain}\nResources:\n- a`, 'Resources'],
    ['a resource without dash', `${plain}\nResources:\nurn:a:b`, 'Resources'],
    ['a field after the resources', `${plain}\nResources:\n- urn:a:b\nRequest ID: a`, 'Resources'],
    ['a line feed at the end', `${plain}\n`, 'End'],
    ['a line feed after the resources', `${plain}\nResources:\n`, 'Resources'],
    ['a line feed at the start', `\n${plain}`, 'Domain'],
    ['a label in small letters', plain.replace('Nonce:', 'nonce:'), 'Nonce'],
    ['two spaces after a label', plain.replace('URI: ', 'URI:  '), 'URI'],
  ])('refuses %s', (_, text, field) => {
    expect(() => parseSiweMessage(text)).toThrow(refusal('siwe_malformed', field))
  })

  test('reads 32 KiB and refuses one byte more', () => {
    const largest = `${plain}\nResources:\n- a:`.padEnd(32_768, 'a')
    expect(parseSiweMessage(largest).resources).toHaveLength(1)
    expect(() => parseSiweMessage(`${largest}a`)).toThrow(refusal('message_too_large'))
  })

  test('looks at the size before anything else', () => {
    expect(() => parseSiweMessage('é\n'.repeat(32_768))).toThrow(refusal('message_too_large'))
  })
})

describe('the default sign-in of the web-sdk', () => {
  const bytes = readFileSync(new URL('../../testing/fixtures/default-sign-in.siwe.txt', import.meta.url))

  test('is the file as it was recorded, without line feed at its end', () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      '41522dcd6ed288ed30ac80a7fc9ac23b17b36f1eda1043974be0c05a92757210',
    )
    expect(bytes.length).toBe(5522)
  })

  test('S3: round-trips', () => {
    const text = bytes.toString('ascii')
    const message = parseSiweMessage(text)
    expect(formatSiweMessage(message)).toBe(text)
    expect({ ...message, statement: undefined, resources: undefined }).toEqual({
      domain: 'localhost:5173',
      address,
      uri: 'did:key:z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd#z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd',
      version: '1',
      chainId: 1,
      nonce: 'DefaultSignIn001',
      issuedAt: '2026-11-20T08:19:06.400Z',
      expirationTime: '2026-11-27T08:19:06.400Z',
    })
  })
})
