import { OpenKeyError } from '@openkey/protocol'
import type { CallOptions, KeyEndpoint } from '../../ports/keyEndpoint.ts'
import { createMemorySessionStore } from '../storage/memorySessionStore.ts'
import { callKeyEndpoint, type KeyEndpointTransport, type SignInContext, saveSession } from './callKeyEndpoint.ts'
import { httpKeys } from './httpKeys.ts'
import { httpPasskeys } from './httpPasskeys.ts'
import { bearerAuth, type ProofOfPossession } from './proofOfPossession.ts'
import {
  anyResponse,
  autoSignResponse,
  emailSignInResponse,
  sessionListResponse,
  sessionResponse,
} from './responseSchemas.ts'

export type HttpKeyEndpointOptions = {
  /** Without a trailing slash. */
  readonly baseUrl: string
  /** @default the page's */
  readonly fetch?: typeof fetch
  /** @default the bearer alone */
  readonly proofOfPossession?: ProofOfPossession
  /** @default a window whose memory ends with the page */
  readonly signInContext?: SignInContext
  /**
   * Timeout of one request, in milliseconds. Signing may wait for the endpoint to provision the account. @default
   * 15_000
   */
  readonly timeoutMs?: number
}

/** Creates a client for the key endpoint's HTTP API. The session token is sent only in a header. */
export function createHttpKeyEndpoint({
  baseUrl,
  fetch = (input, init) => globalThis.fetch(input, init),
  proofOfPossession = bearerAuth,
  signInContext = { partition: createMemorySessionStore() },
  timeoutMs = 15_000,
}: HttpKeyEndpointOptions): KeyEndpoint {
  const transport: KeyEndpointTransport = { baseUrl, fetch, proofOfPossession, signInContext, timeoutMs }
  const { topOrigin, openedOn, partition } = signInContext

  async function whoAmI(token: string, options?: CallOptions) {
    const { value } = await callKeyEndpoint(transport, {
      method: 'GET',
      path: '/api/auth/get-session?disableRefresh=true',
      token,
      schema: sessionResponse,
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
        schema: anyResponse,
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
        schema: emailSignInResponse,
        ...options,
      })
      const sessionToken = headers.get('set-auth-token') || value.token || value.session?.token
      if (!sessionToken)
        throw new OpenKeyError('key_endpoint_unreachable', 'The key endpoint returned no session for a sign-in.')
      return saveSession(transport, { sessionToken, partitionToken: value.partitionToken })
    },

    async signOut(token, options) {
      await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/auth/sign-out',
        token,
        body: {},
        schema: anyResponse,
        ...options,
      })
      // The endpoint reports success for any sign-out, so this checks whether the session still exists.
      if ((await whoAmI(token, options)) === undefined) return
      throw new OpenKeyError('key_endpoint_rejected', 'The key endpoint did not end the session.')
    },

    whoAmI,
    ...httpPasskeys(transport),
    ...httpKeys(transport),
    ...httpSessions(transport),
    ...httpAutoSign(transport),
  }
}

/** Client for `/api/sessions`, which lists where the account is signed in. */
function httpSessions(transport: KeyEndpointTransport): Pick<KeyEndpoint, 'listSessions' | 'endSession'> {
  return {
    async listSessions(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'GET',
        path: '/api/sessions',
        token,
        schema: sessionListResponse,
        ...options,
      })
      return value.sessions.map(({ id, createdAt, topOrigin, openedOn, program, deviceName, isCurrent }) => ({
        id,
        openedAt: Date.parse(createdAt),
        isCurrent,
        openedOn: topOrigin ?? openedOn ?? undefined,
        ...(program && { program, deviceName: deviceName ?? undefined }),
      }))
    },

    async endSession(token, id, options) {
      await callKeyEndpoint(transport, {
        method: 'DELETE',
        path: `/api/sessions/${encodeURIComponent(id)}`,
        token,
        schema: anyResponse,
        ...options,
      })
    },
  }
}

/** Client for `/api/account/auto-sign`, which lets the endpoint sign what sets the account up. */
function httpAutoSign(transport: KeyEndpointTransport): Pick<KeyEndpoint, 'isAutoSignEnabled' | 'enableAutoSign'> {
  const path = '/api/account/auto-sign'
  return {
    async isAutoSignEnabled(token, options) {
      const request = { method: 'GET', path, token, schema: autoSignResponse, ...options } as const
      return (await callKeyEndpoint(transport, request)).value.autoSignEnabled
    },

    async enableAutoSign(token, autoSignEnabled, { gesture, signal } = {}) {
      const body = { autoSignEnabled, ...(gesture && { gesture }) }
      await callKeyEndpoint(transport, { method: 'PATCH', path, token, body, schema: anyResponse, signal })
    },
  }
}
