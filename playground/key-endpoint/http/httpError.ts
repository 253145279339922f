import type { ErrorHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Log } from '../log.ts'

export type HttpErrorDetails = {
  /** Stable name of the error, for errors that clients act on. */
  readonly code?: string
  /** Name of the invalid request field. */
  readonly field?: string
  /** The limit, if the request exceeds one. */
  readonly limit?: number
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
  readonly headers: Readonly<Record<string, string>>

  constructor(status: ContentfulStatusCode, message: string, details: HttpErrorDetails = {}) {
    super(message)
    const { code, field, limit, retryAfterSeconds, headers } = details
    this.status = status
    this.code = code
    this.field = field
    this.limit = limit
    this.headers = {
      ...headers,
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
    }
  }
}

/** Sends an `HttpError` as JSON. Any other error becomes a 500 without details. */
export function handleError({ log }: { readonly log: Log }): ErrorHandler {
  return (error, context) => {
    if (!(error instanceof HttpError)) {
      log({ event: 'unexpected_error', error: error.name })
      return context.json({ error: 'Internal server error' }, 500)
    }
    const { status, message, code, field, limit, headers } = error
    // JSON omits undefined members.
    return context.json({ error: message, code, field, limit }, status, headers)
  }
}
