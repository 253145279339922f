import { OpenKeyError } from '@openkey/protocol'

/** A failed call: an error response, or no readable response. */
export type KeyEndpointFailure =
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
