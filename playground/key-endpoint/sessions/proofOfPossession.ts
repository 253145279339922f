import type { Context } from 'hono'

/** Verifies that the caller of a request owns the session. The configuration selects the method; a request cannot. */
export type ProofOfPossession = {
  /** `Authorization` scheme of session tokens. */
  readonly scheme: 'Bearer' | 'DPoP'
  /**
   * Verifies the proof of possession that comes with a request.
   * @param bearer session token of the request, which the proof must name
   * @returns thumbprint of the key that signed the proof; `null` if sessions are not bound to a key
   * @throws {HttpError} 401 without a valid proof
   */
  readonly verifyProof: (context: Context, bearer: string | undefined) => Promise<string | null>
}

/** Plain bearer tokens (RFC 6750), as in the hosted API. */
export const bearerAuth: ProofOfPossession = { scheme: 'Bearer', verifyProof: async () => null }
