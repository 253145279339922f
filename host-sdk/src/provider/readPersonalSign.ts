import { OpenKeyError } from '@openkey/protocol'

export type PersonalSign = { readonly message: string; readonly address: string }

/**
 * Reads the parameters of `personal_sign`: a message, as text or as its UTF-8 bytes in hex, and the signer's address.
 * Older clients put the address first.
 * @throws {OpenKeyError} `invalid_params`; `siwe_malformed` for bytes that are not UTF-8
 */
export function readPersonalSign(params: unknown): PersonalSign {
  const [first, second] = Array.isArray(params) ? params : []
  const [message, address] = isAddress(second) ? [first, second] : [second, first]
  if (typeof message === 'string' && isAddress(address)) return { message: textOf(message), address }
  throw new OpenKeyError('invalid_params', 'personal_sign expects [message, address].', {
    details: { field: 'params' },
  })
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-f]{40}$/i.test(value)
}

/** Decodes hex to a text that encodes to the same bytes: keeps a byte order mark, and rejects invalid UTF-8 (S3). */
function textOf(message: string): string {
  if (message.length % 2 === 1 || !/^0x[0-9a-f]*$/i.test(message)) return message
  const bytes = Uint8Array.from(message.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new OpenKeyError('siwe_malformed', 'The message is not valid UTF-8.', { cause })
  }
}
