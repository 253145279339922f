import { OpenKeyError } from '@openkey/protocol'
import type { CallOptions } from '../../ports/call.ts'
import type { KeyEndpoint } from '../../ports/keyEndpoint.ts'
import { createMemorySessionStore } from '../storage/memorySessionStore.ts'
import { callKeyEndpoint, type KeyEndpointTransport } from './callKeyEndpoint.ts'
import { httpKeys } from './httpKeys.ts'
import { httpPasskeys } from './httpPasskeys.ts'
import { httpSessions } from './httpSessions.ts'
import { bearerOnly, type Possession } from './proofOfPossession.ts'
import { anyAnswer, emailSignInAnswer, sessionAnswer } from './responseSchemas.ts'
import { adoptSession } from './saveSession.ts'
import type { SignInPlace } from './signInContext.ts'

export type HttpKeyEndpointOptions = {
  /** Without a trailing slash. */
  readonly baseUrl: string
  /** @default the page's */
  readonly fetch?: typeof fetch
  /** @default the bearer alone */
  readonly possession?: Possession
  /** @default a window whose memory ends with the page */
  readonly place?: SignInPlace
  /** For one request, in milliseconds. Signing waits for the endpoint's provisioning budget. @default 15_000 */
  readonly timeoutMs?: number
}

/** The key endpoint behind its HTTP API. The session travels in a header and nowhere else. */
export function createHttpKeyEndpoint({
  baseUrl,
  fetch = (input, init) => globalThis.fetch(input, init),
  possession = bearerOnly,
  place = { partition: createMemorySessionStore() },
  timeoutMs = 15_000,
}: HttpKeyEndpointOptions): KeyEndpoint {
  const transport: KeyEndpointTransport = { baseUrl, fetch, possession, place, timeoutMs }
  const { topOrigin, openedOn, partition } = place

  async function whoAmI(token: string, options?: CallOptions) {
    const { value } = await callKeyEndpoint(transport, {
      method: 'GET',
      path: '/api/auth/get-session?disableRefresh=true',
      token,
      answer: sessionAnswer,
      ...options,
    })
    if (value === null) return undefined
    const { id: userId, email } = value.user
    return { userId, ...(email && { email }) }
  }

  return {
    async sendEmailCode(email, options) {
      await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/auth/email-otp/send-verification-otp',
        body: { email, type: 'sign-in', ...(topOrigin !== undefined && { topOrigin }) },
        answer: anyAnswer,
        ...options,
      })
    },

    async signInWithEmailCode(email, code, options) {
      const partitionToken = await partition.partitionToken()
      const { value, headers } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/auth/sign-in/email-otp',
        body: {
          email,
          otp: code,
          ...(topOrigin !== undefined && { topOrigin }),
          ...(openedOn !== undefined && { openedOn }),
          ...(partitionToken !== undefined && { partitionToken }),
        },
        opensSession: true,
        answer: emailSignInAnswer,
        ...options,
      })
      const sessionToken = headers.get('set-auth-token') || value.token || value.session?.token
      if (!sessionToken)
        throw new OpenKeyError('key_endpoint_unreachable', 'OpenKey answered a sign-in without a session.')
      return adoptSession(transport, { sessionToken, partitionToken: value.partitionToken })
    },

    async signOut(token, options) {
      await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/auth/sign-out',
        token,
        body: {},
        answer: anyAnswer,
        ...options,
      })
      // Only the endpoint's own word on the session counts: it answers a sign-out of anything with success.
      if ((await whoAmI(token, options)) === undefined) return
      throw new OpenKeyError('key_endpoint_rejected', 'OpenKey kept the session.')
    },

    whoAmI,
    ...httpPasskeys(transport),
    ...httpKeys(transport),
    ...httpSessions(transport),
  }
}
