import type { ErrorHandler } from 'hono'
import type { Log } from '../log.ts'
import { HttpError } from './httpError.ts'

/** Turns what a route throws into an answer. Only an `HttpError` speaks to the caller; anything else is a bare 500. */
export function answerError({ log }: { readonly log: Log }): ErrorHandler {
  return (error, context) => {
    if (!(error instanceof HttpError)) {
      log({ event: 'unexpected_error', error: error.name })
      return context.json({ error: 'Internal server error' }, 500)
    }
    const { status, message, field, retryAfterSeconds } = error
    const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
    return context.json({ error: message, ...(field !== undefined && { field }) }, status, headers)
  }
}
