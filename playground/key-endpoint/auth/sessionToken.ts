import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The one form in which a session leaves this endpoint: `<database token>.<base64 of its HMAC-SHA-256>`, as the library
 * makes it for its cookie. Somebody who reads the database still cannot call the endpoint.
 */
export type SessionTokens = {
  readonly sign: (databaseToken: string) => string
  /** The database token of a bearer whose signature is exactly ours. */
  readonly verify: (bearer: string) => string | undefined
}

export function createSessionTokens({ secret }: { readonly secret: string }): SessionTokens {
  const sign = (databaseToken: string) =>
    `${databaseToken}.${createHmac('sha256', secret).update(databaseToken).digest('base64')}`

  return {
    sign,
    verify(bearer) {
      const databaseToken = bearer.slice(0, Math.max(0, bearer.indexOf('.')))
      const expected = Buffer.from(sign(databaseToken))
      const given = Buffer.from(bearer)
      return given.length === expected.length && timingSafeEqual(given, expected) ? databaseToken : undefined
    },
  }
}
