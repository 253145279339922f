import { isErrorCode } from './errorCode.ts'
import { type ErrorDetails, OpenKeyError } from './openKeyError.ts'
import type { WireError } from './wireError.ts'

/** Anything thrown that is not an {@link OpenKeyError} becomes `internal` without its text, which may hold a secret. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof OpenKeyError)) return { code: 'internal', message: 'Something went wrong inside OpenKey.' }
  const details: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(error.details)) {
    if (value !== undefined) details[name] = bounded(value)
  }
  return { code: error.code, message: error.message.slice(0, 512), details }
}

/** Rebuilds the error class on this side. A code this build does not know becomes `internal` and keeps its prose. */
export function fromWireError({ code, message, details }: WireError): OpenKeyError {
  if (!isErrorCode(code)) return new OpenKeyError('internal', message, { details: { received: code } })
  return new OpenKeyError(code, message, { details: details as ErrorDetails | undefined })
}

/** Kept within the schema, so that a report of a failure is not itself refused. */
function bounded(detail: string | number): string | number {
  if (typeof detail === 'string') return detail.slice(0, 256)
  return Math.min(Math.max(Math.round(detail) || 0, 0), Number.MAX_SAFE_INTEGER)
}
