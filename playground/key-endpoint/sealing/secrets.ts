import { timingSafeEqual } from 'node:crypto'
import { deriveSecret } from './deriveSecret.ts'

/** Secrets that are accepted while one replaces another. The first one signs and seals; all of them verify. */
export type AcceptedSecrets = readonly [Uint8Array, ...Uint8Array[]]

/** Derives the secrets for one purpose, in the same order. See `deriveSecret`. */
export function deriveSecrets([first, ...others]: AcceptedSecrets, purpose: string): AcceptedSecrets {
  return [deriveSecret(first, purpose), ...others.map((secret) => deriveSecret(secret, purpose))]
}

/** Whether the text equals one of the expected texts. Takes constant time for texts of the same length. */
export function equalsAny(text: string, expected: readonly string[]): boolean {
  const given = Buffer.from(text)
  return expected
    .map((one) => Buffer.from(one))
    .some((one) => one.length === given.length && timingSafeEqual(one, given))
}
