import { platformRandomBytes, type RandomBytes } from './randomBytes.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Largest multiple of 62 a byte can hold; bytes from there on would favour the first letters. */
const unbiased = 248

/** A SIWE nonce of 17 alphanumeric characters, about 101 bits. EIP-4361 asks for at least 8. */
export function generateNonce(random: RandomBytes = platformRandomBytes): string {
  let nonce = ''
  while (nonce.length < 17) {
    for (const byte of random(24)) if (byte < unbiased && nonce.length < 17) nonce += alphabet[byte % alphabet.length]
  }
  return nonce
}
