import { createHmac, randomBytes } from 'node:crypto'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

/**
 * Proof that a user has signed in from one storage partition of a browser before: `<random>.<HMAC>`, kept there by the
 * widget. It opens nothing by itself.
 */
export type PartitionTokens = {
  readonly issue: (userId: string) => string
  readonly isOf: (userId: string, token: string) => boolean
}

export function createPartitionTokens({ secrets }: { readonly secrets: AcceptedSecrets }): PartitionTokens {
  const seal = (secret: Uint8Array, salt: string, userId: string) =>
    `${salt}.${createHmac('sha256', secret).update(`${salt}.${userId}`).digest('base64url')}`

  return {
    issue: (userId) => seal(secrets[0], randomBytes(16).toString('base64url'), userId),
    isOf(userId, token) {
      const salt = token.slice(0, Math.max(0, token.indexOf('.')))
      return equalsAny(
        token,
        secrets.map((secret) => seal(secret, salt, userId)),
      )
    },
  }
}
