import { anySignal } from '@openkey/protocol'
import type * as z from 'zod/mini'
import type { CallOptions } from '../../ports/call.ts'
import { identifyKeyEndpointError } from './identifyKeyEndpointError.ts'
import type { ProofOfPossession } from './proofOfPossession.ts'
import { readBoundedText } from './readBoundedText.ts'
import { readErrorCode } from './readErrorCode.ts'
import type { SignInContext } from './signInContext.ts'

/** Maximum size of a response, enough for an account with hundreds of keys. */
const maxResponseBytes = 256 * 1024

export type KeyEndpointCall<Schema extends z.ZodMiniType> = CallOptions & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** Session token; absent for calls that sign in. */
  readonly token?: string | undefined
  readonly body?: unknown
  /** Whether the request continues after the page is closed. */
  readonly keepalive?: boolean | undefined
  /** Whether the response opens a session. */
  readonly opensSession?: boolean | undefined
  /** Schema of a successful response. */
  readonly schema: Schema
}

export type KeyEndpointTransport = {
  readonly baseUrl: string
  readonly fetch: typeof fetch
  readonly proofOfPossession: ProofOfPossession
  readonly signInContext: SignInContext
  readonly timeoutMs: number
}

/**
 * Sends one request to the key endpoint, without cookies or redirects, and with a timeout.
 * @throws {OpenKeyError} as {@link identifyKeyEndpointError} tells them apart
 */
export async function callKeyEndpoint<Schema extends z.ZodMiniType>(
  { baseUrl, fetch, proofOfPossession, timeoutMs }: KeyEndpointTransport,
  { method, path, token, body, keepalive = false, opensSession, schema, signal }: KeyEndpointCall<Schema>,
): Promise<{ readonly value: z.infer<Schema>; readonly headers: Headers }> {
  try {
    const deadline = AbortSignal.timeout(timeoutMs)
    const url = `${baseUrl}${path}`
    const send = async () =>
      fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(await proofOfPossession.headersFor({ method, url, token, opensSession })),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        keepalive,
        referrerPolicy: 'no-referrer',
        signal: signal === undefined ? deadline : anySignal([signal, deadline]),
      })
    let response = await send()
    if (await proofOfPossession.onResponse(response)) {
      response = await send()
      await proofOfPossession.onResponse(response)
    }
    const { ok, status, headers } = response
    if (!ok) {
      const refusal = [401, 403, 409].includes(status) ? await readErrorCode(response) : undefined
      await response.body?.cancel()
      throw identifyKeyEndpointError({ status, headers, hasSession: token !== undefined, refusal })
    }
    const text = await readBoundedText(response, maxResponseBytes)
    return { value: schema.parse(text === '' ? null : JSON.parse(text)), headers }
  } catch (cause) {
    throw identifyKeyEndpointError({ cause, signal })
  }
}
