import { OpenKeyError } from '@openkey/protocol'

export type PersonalSign = { readonly message: string; readonly address: string }

/**
 * Reads the parameters of `personal_sign`: a message, as text or as its UTF-8 bytes in hex, and who signs it. Older
 * clients put the address first.
 * @throws {OpenKeyError} `invalid_params`; `siwe_malformed` for bytes that are no text
 */
export function readPersonalSign(params: unknown): PersonalSign {
  const [first, second] = Array.isArray(params) ? params : []
  const [message, address] = isAddress(second) ? [first, second] : [second, first]
  if (typeof message === 'string' && isAddress(address)) return { message: textOf(message), address }
  throw new OpenKeyError('invalid_params', 'personal_sign takes a message and the address that signs it.', {
    details: { field: 'params' },
  })
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-f]{40}$/i.test(value)
}

/** Text that encodes to exactly these bytes again: a byte order mark stays, and what is no UTF-8 is refused (S3). */
function textOf(message: string): string {
  if (message.length % 2 === 1 || !/^0x[0-9a-f]*$/i.test(message)) return message
  const bytes = Uint8Array.from(message.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new OpenKeyError('siwe_malformed', 'Only a SIWE message can be signed.', { cause })
  }
}
