import { OpenKeyError } from '../../errors/openKeyError.ts'
import { checkSiweMessage, checkSiweTypes } from './checkSiweMessage.ts'
import { maxSiweBytes, type SiweMessage } from './siweMessage.ts'

/** The text after the domain in the first line. */
export const salutation = ' wants you to sign in with your Ethereum account:'

/**
 * Writes the text of a SIWE message (EIP-4361): line feeds only, none at the end. The exact inverse of
 * `parseSiweMessage`.
 * @throws {OpenKeyError} `siwe_malformed` with the `field` that is absent, `null`, or cannot be written;
 * `message_too_large`
 */
export function formatSiweMessage(message: SiweMessage): string {
  checkSiweTypes(message)
  return writeSiweMessage(message)
}

/** Does the same for a message whose fields have the types that TypeScript says, as the reader's do. */
export function writeSiweMessage(message: SiweMessage): string {
  const { scheme, domain, address, statement, resources } = message
  const lines = [
    `${scheme === undefined ? '' : `${scheme}://`}${domain}${salutation}`,
    address,
    '',
    ...(statement === undefined ? [] : [statement]),
    '',
    `URI: ${message.uri}`,
    `Version: ${message.version}`,
    `Chain ID: ${message.chainId}`,
    `Nonce: ${message.nonce}`,
    `Issued At: ${message.issuedAt}`,
    ...optional('Expiration Time', message.expirationTime),
    ...optional('Not Before', message.notBefore),
    ...optional('Request ID', message.requestId),
    ...(resources === undefined ? [] : ['Resources:', ...resources.map((resource) => `- ${resource}`)]),
  ]
  const text = lines.join('\n')
  checkSiweSize(text)
  checkSiweMessage(message)
  return text
}

function optional(label: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${label}: ${value}`]
}

/** @throws {OpenKeyError} `message_too_large` */
export function checkSiweSize(text: string): void {
  if (text.length <= maxSiweBytes) return
  throw new OpenKeyError(
    'message_too_large',
    `A sign-in message has at most ${maxSiweBytes} bytes; this one has ${text.length}.`,
  )
}
