import { OpenKeyError } from '../errors/openKeyError.ts'
import { isChecksumAddress } from './address.ts'
import { isAuthority } from './isAuthority.ts'
import { isUri } from './isUri.ts'
import { readTimestamp } from './parseTimestamp.ts'
import type { SiweMessage } from './siweMessage.ts'

/** What may stand in each field (EIP-4361, "ABNF Message Format"), under the name an error reports. */
const fields = {
  Scheme: ({ scheme }) => scheme === undefined || /^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme),
  Domain: ({ domain }) => isAuthority(domain),
  Address: ({ address }) => isChecksumAddress(address),
  // Unreserved, reserved and space: no quotation mark, percent sign, angle bracket, backslash, caret, backtick or brace.
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

/** The type that each field has in JavaScript, under the same names. TypeScript cannot promise it to other callers. */
const types = {
  Scheme: ({ scheme }) => isOptionalText(scheme),
  Domain: ({ domain }) => isText(domain),
  Address: ({ address }) => isText(address),
  Statement: ({ statement }) => isOptionalText(statement),
  URI: ({ uri }) => isText(uri),
  Version: ({ version }) => isText(version),
  'Chain ID': ({ chainId }) => typeof chainId === 'number',
  Nonce: ({ nonce }) => isText(nonce),
  'Issued At': ({ issuedAt }) => isText(issuedAt),
  'Expiration Time': ({ expirationTime }) => isOptionalText(expirationTime),
  'Not Before': ({ notBefore }) => isOptionalText(notBefore),
  'Request ID': ({ requestId }) => isOptionalText(requestId),
  // A copy, because `every` skips the holes of a list, and joining it does not.
  Resources: ({ resources = [] }) => Array.isArray(resources) && Array.from(resources).every(isText),
} as const satisfies Record<keyof typeof fields, (message: SiweMessage) => boolean>

/**
 * Checks that every field has its type, so that nothing absent or `null` is written as "undefined" or "null".
 * @throws {OpenKeyError} `siwe_malformed` with the first `field` at fault; `message` for what is no object at all
 */
export function checkSiweTypes(message: SiweMessage): void {
  if (typeof message !== 'object' || message === null) throw malformed('message')
  check(message, types)
}

/**
 * Checks that every field can stand in the text of a SIWE message.
 * @throws {OpenKeyError} `siwe_malformed` with the first `field` at fault
 */
export function checkSiweMessage(message: SiweMessage): void {
  check(message, fields)
}

function check(message: SiweMessage, rules: Record<string, (message: SiweMessage) => boolean>): void {
  for (const [field, isValid] of Object.entries(rules)) {
    if (!isValid(message)) throw malformed(field)
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || isText(value)
}

/** The error of a field that is missing, out of place or not well-formed. */
export function malformed(field: string): OpenKeyError<'siwe_malformed'> {
  return new OpenKeyError('siwe_malformed', `The sign-in message is malformed at "${field}".`, { details: { field } })
}
