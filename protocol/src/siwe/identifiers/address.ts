import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { encodeUtf8 } from '../../encoding/utf8.ts'
import { OpenKeyError } from '../../errors/openKeyError.ts'

/** Hexadecimal text with its `0x`. */
export type Hex = `0x${string}`

/** An Ethereum address, 20 bytes in hexadecimal. Functions that return one return its EIP-55 spelling. */
export type Address = Hex

/**
 * Spells an address as EIP-55 requires, ignoring its case.
 * @throws {OpenKeyError} `invalid_params`, field `address`
 */
export function toChecksumAddress(text: string): Address {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) {
    throw new OpenKeyError('invalid_params', 'An address must be 0x and 40 hexadecimal digits.', {
      details: { field: 'address', received: String(text).slice(0, 256) },
    })
  }
  const known = spellings.get(text)
  if (known !== undefined) return known
  const digits = text.slice(2).toLowerCase()
  const hash = bytesToHex(keccak_256(encodeUtf8(digits)))
  const checked = Array.from(digits, (digit, index) =>
    Number.parseInt(hash.charAt(index), 16) >= 8 ? digit.toUpperCase() : digit,
  )
  const spelling: Address = `0x${checked.join('')}`
  if (spellings.size >= maxSpellings) spellings.clear()
  spellings.set(text, spelling)
  return spelling
}

/** Remembers the last addresses, because one message or token spells the same address several times. */
const spellings = new Map<string, Address>()
const maxSpellings = 64

/** Tests for an address in its EIP-55 spelling. All lowercase passes only if EIP-55 spells it so. */
export function isChecksumAddress(text: string): text is Address {
  return /^0x[0-9a-fA-F]{40}$/.test(text) && toChecksumAddress(text) === text
}

/** Spells an all-lowercase address as EIP-55 requires, and leaves any other text as it is: mixed case is a checksum. */
export function fromLowercase(text: string): string {
  return /^0x[0-9a-f]{40}$/.test(text) ? toChecksumAddress(text) : text
}
