import { isErrorCode } from './errorCode.ts'
import { type ErrorDetails, OpenKeyError } from './openKeyError.ts'

/** An error as it crosses a port: no stack, no cause, bounded text. */
export type WireError = {
  readonly code: string
  readonly message: string
  readonly details?: { readonly [Name in keyof ErrorDetails]: ErrorDetails[Name] | undefined } | undefined
}

/** Any other error than an {@link OpenKeyError} becomes `internal` without its text, which may contain a secret. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof OpenKeyError)) return { code: 'internal', message: 'Something went wrong inside OpenKey.' }
  const details: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(error.details)) {
    // Kept within the schema, so that a report of a failure is not itself refused.
    if (typeof value === 'string') details[name] = value.slice(0, 256)
    else if (Number.isSafeInteger(value) && value >= 0) details[name] = value
  }
  return { code: error.code, message: error.message.slice(0, 512), details }
}

/** Rebuilds the error class on this side. A code this build does not know becomes `internal` and keeps its prose. */
export function fromWireError({ code, message, details }: WireError): OpenKeyError {
  if (!isErrorCode(code)) return new OpenKeyError('internal', message, { details: { received: code } })
  return new OpenKeyError(code, message, { details: details as ErrorDetails | undefined })
}
