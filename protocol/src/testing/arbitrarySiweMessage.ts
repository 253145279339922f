import * as fc from 'fast-check'
import { toChecksumAddress } from '../siwe/identifiers/address.ts'
import type { SiweMessage } from '../siwe/message/siweMessage.ts'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const digits = '0123456789'
const unreserved = `${letters}${digits}-._~`
const pathText = textOf(`${unreserved}!$&'()*+,;=:@`, 0, 12)

/** Texts of given characters. */
function textOf(characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength })
}

function hexDigits(length: number): fc.Arbitrary<string> {
  return textOf('0123456789abcdef', length, length)
}

const host = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV6().map((address) => `[${address}]`),
  fc.constantFrom('localhost', 'app.localhost', "a_b~c!$&'()*+,;=", '%7Euser'),
)
const port = fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined })
const authority = fc.tuple(host, port).map(([name, number]) => (number === undefined ? name : `${name}:${number}`))
const scheme = fc.tuple(textOf(letters, 1, 1), textOf(`${letters}${digits}+-.`, 0, 6)).map((parts) => parts.join(''))
const suffix = fc
  .tuple(fc.option(pathText), fc.option(pathText))
  .map(([query, fragment]) => `${query === null ? '' : `?${query}/?`}${fragment === null ? '' : `#${fragment}?/`}`)

/** URIs of every shape RFC 3986 knows. */
export const arbitraryUri: fc.Arbitrary<string> = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.tuple(scheme, authority, pathText, suffix).map(([s, a, path, rest]) => `${s}://${a}/${path}${rest}`),
  fc.tuple(scheme, pathText, suffix).map(([s, path, rest]) => `${s}:${path}${rest}`),
  fc.tuple(scheme, pathText, suffix).map(([s, path, rest]) => `${s}:/a%2F${path}/${rest}`),
  fc.constantFrom(
    'did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z#z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z',
    'ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/',
    'urn:isbn:0451450523',
    'mailto:John.Doe@example.com',
    'file:///etc/hosts',
    'ssh://git@example.com:22/repository',
  ),
)

/** RFC 3339 timestamps with and without fraction, in UTC or with an offset. */
export const arbitraryTimestamp: fc.Arbitrary<string> = fc
  .tuple(
    fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
    fc.option(textOf(digits, 1, 9)),
    fc.option(fc.tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59))),
  )
  .map(([date, fraction, offset]) => {
    const zone = offset && `${offset[0]}${`${offset[1]}`.padStart(2, '0')}:${`${offset[2]}`.padStart(2, '0')}`
    return `${date.toISOString().slice(0, 19)}${fraction === null ? '' : `.${fraction}`}${zone ?? 'Z'}`
  })

/** SIWE messages with every field in every form that is valid. */
export const arbitrarySiweMessage: fc.Arbitrary<SiweMessage> = fc
  .record(
    {
      scheme,
      domain: authority,
      address: hexDigits(40).map((text) => toChecksumAddress(`0x${text}`)),
      statement: fc.oneof(textOf(`${unreserved} :/?#[]@!$&'()*+,;=`, 0, 80), fc.constant('URI: https://app.example')),
      uri: arbitraryUri,
      version: fc.constant('1' as const),
      chainId: fc.oneof(fc.constantFrom(1, Number.MAX_SAFE_INTEGER), fc.integer({ min: 1 })),
      nonce: textOf(`${letters}${digits}`, 8, 24),
      issuedAt: arbitraryTimestamp,
      expirationTime: arbitraryTimestamp,
      notBefore: arbitraryTimestamp,
      requestId: fc.tuple(pathText, fc.constantFrom('', '%20')).map((parts) => parts.join('')),
      resources: fc.array(arbitraryUri, { maxLength: 4 }),
    },
    { requiredKeys: ['domain', 'address', 'uri', 'version', 'chainId', 'nonce', 'issuedAt'] },
  )
  .map((message) => ({ ...message }))
