import { createHmac } from 'node:crypto'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

/**
 * The one form in which a session leaves this endpoint: `<database token>.<base64 of its HMAC-SHA-256>`, as the library
 * makes it for its cookie. Somebody who reads the database still cannot call the endpoint.
 */
export type SessionTokens = {
  readonly sign: (databaseToken: string) => string
  /** The database token of a bearer whose signature is exactly ours. */
  readonly verify: (bearer: string) => string | undefined
}

/** The secret as text, as the library takes it and signs with it. */
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
