import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A refusal the caller may see: its status, its text, and the request field at fault where there is one. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: ContentfulStatusCode
  readonly field: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: ContentfulStatusCode,
    message: string,
    { field, retryAfterSeconds }: { readonly field?: string; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.status = status
    this.field = field
    this.retryAfterSeconds = retryAfterSeconds
  }
}
