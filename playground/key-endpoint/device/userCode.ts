import { createHmac, randomInt } from 'node:crypto'

/** Consonants only, so that no code spells a word, and none of them is easily confused (RFC 8628, 6.1). */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ'
const length = 8

/** Generates a code for a person to type, for example `WDJB-MJHT`: 34 bits. */
export function generateUserCode(): string {
  const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${letters.slice(0, length / 2)}-${letters.slice(length / 2)}`
}

/**
 * Reads a code as people type it: in any case, with or without separators.
 * @returns its letters; `undefined` for anything that is not a code
 */
export function readUserCode(text: string): string | undefined {
  const letters = text.replace(/[\s\p{Pd}.]/gu, '').toUpperCase()
  return letters.length === length && [...letters].every((letter) => alphabet.includes(letter)) ? letters : undefined
}

/** HMAC-SHA-256 of the letters of a code, base64url. */
export function hashUserCode(secret: Uint8Array, letters: string): string {
  return createHmac('sha256', secret).update(letters).digest('base64url')
}
