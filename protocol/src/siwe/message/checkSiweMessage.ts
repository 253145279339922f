import { OpenKeyError } from '../../errors/openKeyError.ts'
import { isChecksumAddress } from '../identifiers/address.ts'
import { isAuthority, isUri } from '../identifiers/uri.ts'
import { readTimestamp } from './parseTimestamp.ts'
import type { SiweMessage } from './siweMessage.ts'

/** The valid values of each field (EIP-4361, "ABNF Message Format"), by the name that an error reports. */
const fields = {
  Scheme: ({ scheme }) => scheme === undefined || /^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme),
  Domain: ({ domain }) => isAuthority(domain),
  Address: ({ address }) => isChecksumAddress(address),
  // Unreserved, reserved and space: no quotation mark, percent sign, angle bracket, backslash, caret, backtick or
  // brace.
  Statement: ({ statement = '' }) => /^[A-Za-z0-9 \-._~:/?#[\]@!$&'()*+,;=]*$/.test(statement),
  URI: ({ uri }) => isUri(uri),
  Version: ({ version }) => version === '1',
  'Chain ID': ({ chainId }) => Number.isSafeInteger(chainId) && chainId > 0,
  Nonce: ({ nonce }) => /^[A-Za-z0-9]{8,}$/.test(nonce),
  'Issued At': ({ issuedAt }) => readTimestamp(issuedAt) !== undefined,
  'Expiration Time': ({ expirationTime }) =>
    expirationTime === undefined || readTimestamp(expirationTime) !== undefined,
  'Not Before': ({ notBefore }) => notBefore === undefined || readTimestamp(notBefore) !== undefined,
  'Request ID': ({ requestId = '' }) => /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*$/.test(requestId),
  Resources: ({ resources = [] }) => resources.every(isUri),
} as const satisfies Record<string, (message: SiweMessage) => boolean>

/** Fields that are texts, by the name an error reports. */
const texts = {
  Domain: 'domain',
  Address: 'address',
  URI: 'uri',
  Version: 'version',
  Nonce: 'nonce',
  'Issued At': 'issuedAt',
} as const

/** Fields that are texts or absent. */
const optionalTexts = {
  Scheme: 'scheme',
  Statement: 'statement',
  'Expiration Time': 'expirationTime',
  'Not Before': 'notBefore',
  'Request ID': 'requestId',
} as const

/**
 * Checks that every field has its type, which TypeScript cannot promise to other callers: nothing absent or `null` may
 * be written as "undefined" or "null".
 * @throws {OpenKeyError} `siwe_malformed` with a `field` at fault; `message` for anything but an object
 */
export function checkSiweTypes(message: SiweMessage): void {
  if (typeof message !== 'object' || message === null) throw malformed('message')
  for (const [field, name] of Object.entries(texts)) {
    if (!isText(message[name])) throw malformed(field)
  }
  for (const [field, name] of Object.entries(optionalTexts)) {
    if (message[name] !== undefined && !isText(message[name])) throw malformed(field)
  }
  const { chainId, resources = [] } = message
  if (typeof chainId !== 'number') throw malformed('Chain ID')
  if (!Array.isArray(resources)) throw malformed('Resources')
  // A loop, because `every` skips the holes of a list, and joining it does not.
  for (const resource of resources) {
    if (!isText(resource)) throw malformed('Resources')
  }
}

/**
 * Checks that every field can be written into a SIWE message.
 * @throws {OpenKeyError} `siwe_malformed` with the first `field` at fault
 */
export function checkSiweMessage(message: SiweMessage): void {
  for (const [field, isValid] of Object.entries(fields)) {
    if (!isValid(message)) throw malformed(field)
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

/** The error of a field that is missing, out of place or not well-formed. */
export function malformed(field: string): OpenKeyError<'siwe_malformed'> {
  return new OpenKeyError('siwe_malformed', `The sign-in message is malformed at "${field}".`, { details: { field } })
}
