import { createHmac } from 'node:crypto'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

/**
 * Signs session tokens: `<database token>.<base64 of its HMAC-SHA-256>`, the format of better-auth's cookie. The
 * endpoint issues and accepts only signed tokens, so that a reader of the database cannot call it.
 */
export type SessionTokens = {
  readonly sign: (databaseToken: string) => string
  /** Returns the database token; `undefined` if the signature is not exactly ours. */
  readonly verify: (bearer: string) => string | undefined
}

/** Converts the secret to the text that better-auth signs with. */
export function secretText(secret: Uint8Array): string {
  return Buffer.from(secret).toString('base64url')
}

export function createSessionTokens({ secrets }: { readonly secrets: AcceptedSecrets }): SessionTokens {
  const signUnder = (secret: Uint8Array, databaseToken: string) =>
    `${databaseToken}.${createHmac('sha256', secretText(secret)).update(databaseToken).digest('base64')}`

  return {
    sign: (databaseToken) => signUnder(secrets[0], databaseToken),
    verify(bearer) {
      const databaseToken = bearer.slice(0, Math.max(0, bearer.indexOf('.')))
      const expected = secrets.map((secret) => signUnder(secret, databaseToken))
      return equalsAny(bearer, expected) ? databaseToken : undefined
    },
  }
}
