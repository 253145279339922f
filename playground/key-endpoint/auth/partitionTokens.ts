import { createHmac, randomBytes } from 'node:crypto'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

/**
 * Tokens that prove an earlier sign-in of a user in the same storage partition of a browser: `<random>.<HMAC>`. The
 * widget stores the token in the partition. The token alone opens no account.
 */
export type PartitionTokens = {
  readonly issue: (userId: string) => string
  readonly isOf: (userId: string, token: string) => boolean
}

export function createPartitionTokens({ secrets }: { readonly secrets: AcceptedSecrets }): PartitionTokens {
  const sign = (secret: Uint8Array, salt: string, userId: string) =>
    `${salt}.${createHmac('sha256', secret).update(`${salt}.${userId}`).digest('base64url')}`

  return {
    issue: (userId) => sign(secrets[0], randomBytes(16).toString('base64url'), userId),
    isOf(userId, token) {
      const salt = token.slice(0, Math.max(0, token.indexOf('.')))
      return equalsAny(
        token,
        secrets.map((secret) => sign(secret, salt, userId)),
      )
    },
  }
}
