import { hashPersonalMessage } from '@openkey/protocol/siwe'

/** Names a message by its bytes: the EIP-191 hash that gets signed, in hexadecimal. */
export function messageDigest(message: string): string {
  return Array.from(hashPersonalMessage(message), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
