import type { Context } from 'hono'

/** How a caller shows that its session's key is in its hands. The configuration decides; no request does. */
export type Possession = {
  /** Scheme of `Authorization` under which a session's token is accepted. */
  readonly scheme: 'Bearer' | 'DPoP'
  /**
   * Thumbprint of the key that proved itself for this very request; `null` where sessions are bound to none.
   * @param bearer the token that comes with the request, which the proof must name
   * @throws {HttpError} 401 without a good proof
   */
  readonly prove: (context: Context, bearer: string | undefined) => Promise<string | null>
}

/** Whoever has the token has the session, as in the hosted API. */
export const bearerOnly: Possession = { scheme: 'Bearer', prove: async () => null }
