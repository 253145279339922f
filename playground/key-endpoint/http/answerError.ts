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
    const { status, message, code, field, limit, headers } = error
    // JSON omits undefined members.
    return context.json({ error: message, code, field, limit }, status, headers)
  }
}
