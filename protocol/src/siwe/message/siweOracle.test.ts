import * as fc from 'fast-check'
import { SiweMessage as Oracle } from 'siwe'
import { createSiweMessage } from 'viem/siwe'
import { describe, expect, test } from 'vitest'
import { arbitrarySiweMessage, arbitraryUri } from '../../testing/arbitrarySiweMessage.ts'
import { formatSiweMessage } from './formatSiweMessage.ts'
import { parseSiweMessage } from './parseSiweMessage.ts'
import type { SiweMessage } from './siweMessage.ts'

/** The fields the `siwe` package reads, or `undefined` where it refuses. */
function readByOracle(text: string): SiweMessage | undefined {
  try {
    const {
      scheme,
      statement,
      issuedAt = '',
      expirationTime,
      notBefore,
      requestId,
      resources,
      ...rest
    } = new Oracle(text)
    const { domain, address, uri, chainId, nonce } = rest
    const mandatory = { domain, address, uri, version: '1', chainId, nonce, issuedAt } as const
    return { scheme, statement, expirationTime, notBefore, requestId, resources, ...mandatory }
  } catch {
    return undefined
  }
}

function readByUs(text: string): SiweMessage | undefined {
  try {
    return parseSiweMessage(text)
  } catch {
    return undefined
  }
}

/** Where this reader refuses on purpose what the `siwe` package reads. */
const stricter: Record<string, (message: SiweMessage, text: string) => boolean> = {
  'userinfo in the domain': ({ domain }) => domain.includes('@'),
  'an empty host': ({ domain }) => domain.startsWith(':'),
  'a port that is empty, padded or past 65535': ({ domain }) =>
    /:(?:|0\d+|\d{6,})$/.test(domain) || Number(/:(\d+)$/.exec(domain)?.[1] ?? 0) > 65_535,
  'an IP literal that no browser reads': ({ domain, uri, resources = [] }) =>
    [domain, uri, ...resources].some((part) => /\[(?:v|[^\]]*\.)/i.test(part)),
  'a chain id that is zero, padded or not safe': (_, text) =>
    /\nChain ID: (?:0\d*|\d{17,})\n/.test(text) || !Number.isSafeInteger(Number(/\nChain ID: (\d+)/.exec(text)?.[1])),
  'a timestamp in small letters': ({ issuedAt, expirationTime = '', notBefore = '' }) =>
    /[tz]/.test(issuedAt + expirationTime + notBefore),
  'a timestamp with a leap second': ({ issuedAt, expirationTime = '', notBefore = '' }) =>
    [issuedAt, expirationTime, notBefore].some((time) => /:60[.+\-Zz]/.test(time)),
  'a timestamp finer than nanoseconds': ({ issuedAt, expirationTime = '', notBefore = '' }) =>
    [issuedAt, expirationTime, notBefore].some((time) => /\.\d{10,}/.test(time)),
  'more than 32 KiB': (_, text) => text.length > 32_768,
}

const damage = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('remove', 'insert', 'replace', 'switchCase', 'repeatLine', 'removeLine', 'swapLines'),
  character: fc.constantFrom(...' \n\t\r:/@?#[]%0aZzT+-."<\\^{|}~é\u202e\0,;=\'19'),
})

function applyDamage(text: string, { at, kind, character }: { at: number; kind: string; character: string }): string {
  const position = at % (text.length + 1)
  const [before, here, after] = [text.slice(0, position), text.slice(position, position + 1), text.slice(position + 1)]
  if (kind === 'remove') return before + after
  if (kind === 'insert') return before + character + here + after
  if (kind === 'replace') return before + character + after
  if (kind === 'switchCase')
    return before + (here === here.toLowerCase() ? here.toUpperCase() : here.toLowerCase()) + after
  const lines = text.split('\n')
  const index = at % lines.length
  const [line = ''] = lines.splice(index, 1)
  if (kind === 'repeatLine') lines.splice(index, 0, line, line)
  if (kind === 'swapLines') lines.splice(index + 1, 0, line)
  return lines.join('\n')
}

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const signIn = {
  domain: 'app.example',
  address,
  uri: 'https://app.example',
  version: '1',
  chainId: 1,
  nonce: '12345678',
  issuedAt: '2026-11-20T08:19:06Z',
} as const

describe('parseSiweMessage beside the siwe package', () => {
  test.each<[string, Partial<SiweMessage>]>([
    ['no statement', {}],
    ['an empty statement', { statement: '' }],
    ['a statement', { statement: 'Hello.' }],
    ['empty resources', { resources: [] }],
    ['timestamps with milliseconds', { issuedAt: '2026-11-20T08:19:06.400Z', notBefore: '2026-11-20T08:19:06.400Z' }],
    ['timestamps with nanoseconds', { issuedAt: '2026-11-20T08:19:06.123456789Z' }],
    ['timestamps with an offset', { expirationTime: '2026-11-20T08:19:06+05:30' }],
    ['a scheme', { scheme: 'https' }],
  ])('S3: round-trips what it writes with %s', (_, change) => {
    const text = new Oracle(JSON.parse(JSON.stringify({ ...signIn, ...change }))).prepareMessage()
    expect(parseSiweMessage(text)).toEqual({ ...signIn, ...change })
    expect(formatSiweMessage(parseSiweMessage(text))).toBe(text)
  })

  test('reads the same fields out of valid messages', () => {
    fc.assert(
      fc.property(arbitrarySiweMessage, (message) => {
        const text = formatSiweMessage(message)
        expect(readByOracle(text)).toEqual(message)
        expect(readByUs(text)).toEqual(message)
      }),
      { numRuns: 500 },
    )
  })

  test('reads what the siwe package writes', () => {
    fc.assert(
      fc.property(arbitrarySiweMessage, (message) => {
        const oracle = new Oracle(formatSiweMessage(message))
        expect(formatSiweMessage(parseSiweMessage(oracle.toMessage()))).toBe(oracle.toMessage())
      }),
      { numRuns: 500 },
    )
  })

  test('accepts no damaged message that the package refuses, and refuses more only where it says so', () => {
    fc.assert(
      fc.property(arbitrarySiweMessage, fc.array(damage, { minLength: 1, maxLength: 3 }), (message, damages) => {
        const text = damages.reduce(applyDamage, formatSiweMessage(message))
        const theirs = readByOracle(text)
        const ours = readByUs(text)
        if (ours !== undefined) expect(ours).toEqual(theirs)
        else if (theirs !== undefined) {
          expect(
            Object.values(stricter).some((explains) => explains(theirs, text)),
            text,
          ).toBe(true)
        }
      }),
      { numRuns: 2500 },
    )
  })

  test.each([
    ['userinfo in the domain', 'app.example wants', 'a@app.example wants'],
    ['an empty port', 'app.example wants', 'app.example: wants'],
    ['a padded port', 'app.example wants', 'app.example:080 wants'],
    ['an oversized port', 'app.example wants', 'app.example:65536 wants'],
    ['an IP literal of the future', 'app.example wants', '[v1.a] wants'],
    ['a padded chain id', 'Chain ID: 1', 'Chain ID: 01'],
    ['chain 0', 'Chain ID: 1', 'Chain ID: 0'],
    ['an unsafe chain id', 'Chain ID: 1', 'Chain ID: 9007199254740993'],
    ['small letters in a timestamp', '06Z', '06z'],
    ['a leap second', '08:19:06Z', '23:59:60Z'],
    ['ten digits of fraction', '06Z', '06.0123456789Z'],
  ])('is stricter on purpose: %s', (_, part, replacement) => {
    const text = formatSiweMessage(signIn).replace(part, replacement)
    expect(readByOracle(text)).toBeDefined()
    expect(readByUs(text)).toBeUndefined()
  })
})

describe('parseSiweMessage beside viem', () => {
  test.each([
    ['no statement', {}],
    ['an empty statement', { statement: '' }],
    ['a statement', { statement: 'Hello.' }],
    ['empty resources', { resources: [] }],
    ['a scheme', { scheme: 'https' }],
  ])('S3: round-trips what it writes with %s', (_, change) => {
    const text = createSiweMessage({ ...signIn, issuedAt: new Date(signIn.issuedAt), ...change })
    expect(formatSiweMessage(parseSiweMessage(text))).toBe(text)
    expect(readByUs(text)).toEqual(readByOracle(text))
  })

  const date = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })

  test('reads what viem writes, as the siwe package does', () => {
    const generated = fc.record(
      {
        base: arbitrarySiweMessage,
        domain: fc.constantFrom('app.example', 'localhost:5173', '127.0.0.1', 'a-b.c.example:8443'),
        issuedAt: date,
        expirationTime: date,
        notBefore: date,
        resources: fc.array(arbitraryUri, { maxLength: 3 }),
      },
      { requiredKeys: ['base', 'domain', 'issuedAt'] },
    )
    fc.assert(
      fc.property(generated, ({ base: { address, expirationTime: _, notBefore: __, ...base }, ...dates }) => {
        const text = createSiweMessage({ ...base, address: address as `0x${string}`, ...dates } as Parameters<
          typeof createSiweMessage
        >[0])
        expect(formatSiweMessage(parseSiweMessage(text))).toBe(text)
        expect(readByUs(text)).toEqual(readByOracle(text))
      }),
      { numRuns: 300 },
    )
  })
})
