import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { encodeUtf8 } from '../../encoding/utf8.ts'

/** Hash that a wallet signs for `personal_sign` (EIP-191, version 0x45), 32 bytes. Text counts as its UTF-8 bytes. */
export function hashPersonalMessage(message: string | Uint8Array): Uint8Array {
  const bytes = typeof message === 'string' ? encodeUtf8(message) : message
  return keccak_256(concatBytes(encodeUtf8(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes))
}
