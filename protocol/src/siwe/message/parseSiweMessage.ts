import { OpenKeyError } from '../../errors/openKeyError.ts'
import { malformed } from './checkSiweMessage.ts'
import { checkSiweSize, salutation, writeSiweMessage } from './formatSiweMessage.ts'
import type { SiweMessage } from './siweMessage.ts'

/**
 * Reads the text of a SIWE message (EIP-4361) and keeps every field verbatim.
 *
 * Must never accept a text whose fields, written again, are other bytes: what is shown is then what is signed.
 * @throws {OpenKeyError} `message_too_large`; `siwe_malformed` with the `field` at fault (`message` for anything but a
 * string); `siwe_not_canonical` for anything but printable ASCII and line feeds, and for what does not round-trip
 */
export function parseSiweMessage(text: string): SiweMessage {
  if (typeof text !== 'string') throw malformed('message')
  checkSiweSize(text)
  if (!/^[\n\x20-\x7e]*$/.test(text)) throw notCanonical('It holds something other than printable ASCII.')
  const message = splitSiweMessage(text)
  if (writeSiweMessage(message) !== text) throw notCanonical('Written again, it would be other bytes.')
  return message
}

/** Takes the lines apart. Whether a field is well-formed is the formatter's question. */
function splitSiweMessage(text: string): SiweMessage {
  // First of all, so that a text of line feeds is not taken apart.
  const header = text.slice(0, Math.max(text.indexOf('\n'), 0))
  if (!header.endsWith(salutation)) throw malformed('Domain')
  const [, address = '', ...rest] = text.split('\n')
  const [, scheme, domain = ''] = /^(?:([^:/]*):\/\/)?(.*)$/.exec(header.slice(0, -salutation.length)) ?? []

  const { statement, fields } = splitStatement(rest)
  const lines = fields[Symbol.iterator]()
  let line = lines.next().value

  function take(label: string): string | undefined {
    if (!line?.startsWith(`${label}: `)) return undefined
    const value = line.slice(label.length + 2)
    line = lines.next().value
    return value
  }
  function need(label: string): string {
    const value = take(label)
    if (value === undefined) throw malformed(label)
    return value
  }

  const uri = need('URI')
  const version = need('Version')
  if (version !== '1') throw malformed('Version')
  const chainId = need('Chain ID')
  if (!/^[0-9]+$/.test(chainId)) throw malformed('Chain ID')
  const nonce = need('Nonce')
  const issuedAt = need('Issued At')
  const expirationTime = take('Expiration Time')
  const notBefore = take('Not Before')
  const requestId = take('Request ID')
  const resources = line === 'Resources:' ? Array.from(lines, readResource) : undefined
  if (resources === undefined && line !== undefined) throw malformed(/^[A-Za-z ]{1,32}/.exec(line)?.[0] ?? 'End')

  return {
    ...(scheme !== undefined && { scheme }),
    domain,
    address,
    ...(statement !== undefined && { statement }),
    uri,
    version,
    chainId: Number(chainId),
    nonce,
    issuedAt,
    ...(expirationTime !== undefined && { expirationTime }),
    ...(notBefore !== undefined && { notBefore }),
    ...(requestId !== undefined && { requestId }),
    ...(resources !== undefined && { resources }),
  }
}

/** Between address and fields stand two empty lines, or an empty line, the statement and an empty line. */
function splitStatement(lines: readonly string[]): { statement: string | undefined; fields: readonly string[] } {
  const [before, second, third] = lines
  if (before !== '') throw malformed('Statement')
  if (second === '' && third !== '') return { statement: undefined, fields: lines.slice(2) }
  if (third !== '') throw malformed('Statement')
  return { statement: second, fields: lines.slice(3) }
}

function readResource(line: string): string {
  if (!line.startsWith('- ')) throw malformed('Resources')
  return line.slice(2)
}

function notCanonical(why: string): OpenKeyError<'siwe_not_canonical'> {
  return new OpenKeyError('siwe_not_canonical', `The sign-in message is not canonical. ${why}`)
}
