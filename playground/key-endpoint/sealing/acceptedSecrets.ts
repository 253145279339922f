import { timingSafeEqual } from 'node:crypto'
import { deriveSecret } from './deriveSecret.ts'

/** Secrets that are valid at once while one replaces the other. The first one signs and seals; each of them verifies. */
export type AcceptedSecrets = readonly [Uint8Array, ...Uint8Array[]]

/** The secrets for one purpose, in the same order. See `deriveSecret`. */
export function deriveSecrets([first, ...others]: AcceptedSecrets, purpose: string): AcceptedSecrets {
  return [deriveSecret(first, purpose), ...others.map((secret) => deriveSecret(secret, purpose))]
}

/** Whether the text equals one of the expected ones, in constant time for texts of one length. */
export function equalsAny(text: string, expected: readonly string[]): boolean {
  const given = Buffer.from(text)
  return expected
    .map((one) => Buffer.from(one))
    .some((one) => one.length === given.length && timingSafeEqual(one, given))
}
