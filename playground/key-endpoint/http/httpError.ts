import type { ErrorHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { describeFailure } from '../../shared/observability/describeFailure.ts'
import { isDatabaseUnavailable } from '../database/isDatabaseUnavailable.ts'
import type { Log } from '../log.ts'
import { requestOf } from './logRequests.ts'

export type HttpErrorDetails = {
  /** Stable name of the error, for errors that clients act on. */
  readonly code?: string
  /** Name of the invalid request field. */
  readonly field?: string
  /** The limit, if the request exceeds one. */
  readonly limit?: number
  /** Explanation for a developer, in the member that OAuth gives it (RFC 6749, 5.2). */
  readonly description?: string
  readonly retryAfterSeconds?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** An error that the caller may see, with its HTTP status. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: ContentfulStatusCode
  readonly code: string | undefined
  readonly field: string | undefined
  readonly limit: number | undefined
  readonly description: string | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(status: ContentfulStatusCode, message: string, details: HttpErrorDetails = {}) {
    super(message)
    const { code, field, limit, description, retryAfterSeconds, headers } = details
    this.status = status
    this.code = code
    this.field = field
    this.limit = limit
    this.description = description
    this.headers = {
      ...headers,
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
    }
  }
}

/** The database cannot be reached now. */
export function databaseUnavailable(): HttpError {
  return new HttpError(503, 'The database is unavailable', { code: 'database_unavailable', retryAfterSeconds: 5 })
}

/** Sends an `HttpError` as JSON. A lost database becomes a 503, and any other error a 500 without details. */
export function handleError({ log }: { readonly log: Log }): ErrorHandler {
  return (thrown, context) => {
    const error = isDatabaseUnavailable(thrown) ? databaseUnavailable() : thrown
    const failed = () => ({ ...requestOf(context), ...describeFailure(thrown) })
    if (error !== thrown) log({ event: 'database_unavailable', ...failed() })
    if (!(error instanceof HttpError)) {
      log({ event: 'unexpected_error', ...failed() })
      return context.json({ error: 'Internal server error' }, 500)
    }
    const { status, message, code, field, limit, description, headers } = error
    // JSON omits undefined members.
    return context.json({ error: message, error_description: description, code, field, limit }, status, headers)
  }
}
