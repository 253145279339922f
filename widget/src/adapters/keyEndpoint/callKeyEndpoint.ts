import { anySignal, OpenKeyError, type Origin } from '@openkey/protocol'
import type * as z from 'zod/mini'
import type { CallOptions, SessionToken } from '../../ports/keyEndpoint.ts'
import type { SessionStore } from '../../ports/sessionStore.ts'
import { plainRequest } from './plainRequest.ts'
import type { ProofOfPossession } from './proofOfPossession.ts'
import { readBoundedText, readErrorCode } from './readResponse.ts'

/** Maximum size of a response, enough for an account with hundreds of keys. */
const maxResponseBytes = 256 * 1024

export type KeyEndpointCall<Schema extends z.ZodMiniType> = CallOptions & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
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
        ...plainRequest,
        method,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(await proofOfPossession.headersFor({ method, url, token, opensSession })),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        keepalive,
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

/** Stores the session that a response has opened, and its partition token. */
export async function saveSession(
  { proofOfPossession, signInContext }: Pick<KeyEndpointTransport, 'proofOfPossession' | 'signInContext'>,
  {
    sessionToken,
    partitionToken,
  }: { readonly sessionToken: SessionToken; readonly partitionToken?: string | undefined },
): Promise<SessionToken> {
  await proofOfPossession.bindSession(sessionToken)
  if (partitionToken !== undefined) await signInContext.partition.keepPartitionToken(partitionToken)
  return sessionToken
}

/** Context that the key endpoint checks before an email code opens an account (S17). */
export type SignInContext = {
  /** Page around this frame. Absent in a window, where the widget's own address can be seen. */
  readonly topOrigin?: Origin | undefined
  /** The page that a session is opened for. It appears in the list of sessions and has no other effect. */
  readonly openedOn?: Origin | undefined
  /** Stores the token that shows an earlier sign-in from this partition. */
  readonly partition: Pick<SessionStore, 'partitionToken' | 'keepPartitionToken'>
}

/** A failed call: an error response, or no readable response. */
type KeyEndpointFailure =
  | {
      readonly status: number
      readonly headers: Headers
      /** Whether the call carried a session token. A 401 then refers to that session. */
      readonly hasSession: boolean
      /** The error code in the response body. */
      readonly refusal?: unknown
    }
  | { readonly cause: unknown; readonly signal?: AbortSignal | undefined }

/** Error codes that require another way to authenticate. */
const requirements: ReadonlyMap<unknown, 'window' | 'passkey'> = new Map([
  ['window_required', 'window'],
  ['passkey_required', 'passkey'],
  ['code_sign_in_closed', 'passkey'],
  ['reauthentication_required', 'passkey'],
  ['approval_required', 'passkey'],
  ['approval_refused', 'passkey'],
])

/** Error codes of a conflict, which are passed on. */
const conflictCodes: readonly unknown[] = ['limit_reached', 'last_way_in', 'passkey_missing']

/** Refusals of the proof of possession (RFC 9449), which say nothing about session, code or passkey. */
const dpopErrorCodes: readonly unknown[] = ['invalid_dpop_proof', 'use_dpop_nonce']

/** Maximum wait that is passed on, in milliseconds. */
const maxRetryAfterMs = 60 * 60_000

/**
 * Classifies a failure of the key endpoint. No text of the endpoint becomes part of it: a body may hold anything, and
 * what is told here reaches the host.
 */
export function identifyKeyEndpointError(failure: KeyEndpointFailure): OpenKeyError {
  if ('cause' in failure) return identifyCause(failure)
  const { status, headers, hasSession, refusal } = failure
  const expected = status === 403 ? requirements.get(refusal) : undefined
  if (expected !== undefined) return rejected({ status, expected })
  if (status === 401 && dpopErrorCodes.includes(refusal)) return rejected({ status, field: 'DPoP' })
  // 403: the session was opened for another page of this site. A fresh one helps, as it does when one has ended.
  if ((status === 401 || status === 403) && hasSession) {
    return new OpenKeyError('session_expired', 'The OpenKey session cannot be used here.', { details: { status } })
  }
  if (status === 429) {
    return new OpenKeyError('rate_limited', 'The key endpoint received too many requests.', {
      details: { status, ...readRetryAfter(headers) },
    })
  }
  if (status === 409 && conflictCodes.includes(refusal)) return rejected({ status, received: String(refusal) })
  if (status >= 400 && status < 500) return rejected({ status })
  return unreachable({ details: { status } })
}

function identifyCause({ cause, signal }: Extract<KeyEndpointFailure, { cause: unknown }>): OpenKeyError {
  if (cause instanceof OpenKeyError) return cause
  if (signal?.aborted) return new OpenKeyError('aborted', 'The request was aborted.')
  return unreachable({ cause })
}

function rejected(details: OpenKeyError['details']): OpenKeyError {
  return new OpenKeyError('key_endpoint_rejected', 'The key endpoint rejected the request.', { details })
}

function unreachable(options: ConstructorParameters<typeof OpenKeyError>[2]): OpenKeyError {
  return new OpenKeyError('key_endpoint_unreachable', 'The key endpoint could not be reached.', options)
}

/** RFC 9110 §10.2.3: seconds, or a date. better-auth writes the same under a name of its own. */
function readRetryAfter(headers: Headers): { retryAfterMs?: number } {
  const text = headers.get('retry-after') ?? headers.get('x-retry-after')
  if (text === null) return {}
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(waitMs) ? {} : { retryAfterMs: Math.min(Math.max(waitMs, 0), maxRetryAfterMs) }
}
