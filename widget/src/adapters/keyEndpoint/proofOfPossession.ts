import type { SessionToken } from '../../ports/keyEndpoint.ts'

/** The parts of a request that its proof covers. */
export type OutgoingRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly token?: SessionToken | undefined
  /** Whether the response opens a session. */
  readonly opensSession?: boolean | undefined
}

/** How a request proves that the caller owns the session. */
export type ProofOfPossession = {
  readonly headersFor: (request: OutgoingRequest) => Promise<Readonly<Record<string, string>>>
  /** Processes a response. Resolves to whether to send the request again with new headers. */
  readonly onResponse: (schema: Response) => Promise<boolean>
  /** Binds a new session, or the session of `from` under its new token. */
  readonly bindSession: (token: SessionToken, from?: SessionToken) => Promise<void>
}

/** Plain bearer token (RFC 6750). */
export const bearerAuth: ProofOfPossession = {
  headersFor: async ({ token }) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
  onResponse: async () => false,
  bindSession: async () => {},
}
