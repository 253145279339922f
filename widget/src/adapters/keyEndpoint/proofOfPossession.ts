import type { SessionToken } from '../../ports/keyEndpoint.ts'

/** One request as far as its sender is concerned. */
export type OutgoingRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly token?: SessionToken | undefined
  /** Its answer opens a session. */
  readonly opensSession?: boolean | undefined
}

/** How a request shows that it comes from whom its session was opened for. */
export type ProofOfPossession = {
  readonly headersFor: (request: OutgoingRequest) => Promise<Readonly<Record<string, string>>>
  /** Takes note of an answer. True when the same request is to be sent once more, with other headers. */
  readonly onResponse: (schema: Response) => Promise<boolean>
  /** A session was opened, or goes on under another token than `from`. */
  readonly bindSession: (token: SessionToken, from?: SessionToken) => Promise<void>
}

/** Whoever has the token has the session: the scheme of RFC 6750. */
export const bearerAuth: ProofOfPossession = {
  headersFor: async ({ token }) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
  onResponse: async () => false,
  bindSession: async () => {},
}
