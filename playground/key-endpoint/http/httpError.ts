import type { ContentfulStatusCode } from 'hono/utils/http-status'

export type HttpErrorDetails = {
  /** Stable name of the refusal, for refusals that clients act on. */
  readonly code?: string
  /** The request field at fault. */
  readonly field?: string
  /** Maximum number, if the error is about one. */
  readonly limit?: number
  readonly retryAfterSeconds?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal the caller may see: its status, its text, and what else there is to know. */
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
