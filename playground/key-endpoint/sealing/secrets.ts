import { createHmac, timingSafeEqual } from 'node:crypto'

/** The secrets accepted during a rotation. The first one signs and seals; all of them verify. */
export type AcceptedSecrets = readonly [Uint8Array, ...Uint8Array[]]

/** Derives the secrets for one purpose, in the same order. See {@link deriveSecret}. */
export function deriveSecrets([first, ...others]: AcceptedSecrets, purpose: string): AcceptedSecrets {
  return [deriveSecret(first, purpose), ...others.map((secret) => deriveSecret(secret, purpose))]
}

/**
 * Derives 32 bytes for one purpose by HKDF-SHA-256 (RFC 5869). Secrets for different purposes are independent of each
 * other. Two HMACs take half the time of `hkdfSync`, and every signature derives a key.
 */
export function deriveSecret(secret: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array()): Buffer {
  const pseudorandomKey = createHmac('sha256', salt).update(secret).digest()
  try {
    // The first block of the output, T(1), is all of it.
    return createHmac('sha256', pseudorandomKey).update(purpose).update(firstBlock).digest()
  } finally {
    pseudorandomKey.fill(0)
  }
}

const firstBlock = Uint8Array.of(1)

/** Compares a text with several expected texts. Takes constant time for texts of the same length. */
export function equalsAny(text: string, expected: readonly string[]): boolean {
  const given = Buffer.from(text)
  return expected
    .map((one) => Buffer.from(one))
    .some((one) => one.length === given.length && timingSafeEqual(one, given))
}
