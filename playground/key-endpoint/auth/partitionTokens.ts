import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Proof that a user has signed in from one storage partition of a browser before: `<random>.<HMAC>`, kept there by the
 * widget. It opens nothing by itself.
 */
export type PartitionTokens = {
  readonly issue: (userId: string) => string
  readonly isOf: (userId: string, token: string) => boolean
}

export function createPartitionTokens({ secret }: { readonly secret: Uint8Array }): PartitionTokens {
  const seal = (salt: string, userId: string) =>
    `${salt}.${createHmac('sha256', secret).update(`${salt}.${userId}`).digest('base64url')}`

  return {
    issue: (userId) => seal(randomBytes(16).toString('base64url'), userId),
    isOf(userId, token) {
      const expected = Buffer.from(seal(token.slice(0, Math.max(0, token.indexOf('.'))), userId))
      const given = Buffer.from(token)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}
