import * as z from 'zod/mini'
import { text, whole } from '../fields.ts'
import { isErrorCode } from './errorCode.ts'
import { type ErrorDetails, OpenKeyError } from './openKeyError.ts'

const short = text(0, 256)
const count = whole(0)

/** An error as it crosses a port: no stack, no cause, bounded text. */
export const wireErrorSchema = z.strictObject({
  code: z.string().check(z.regex(/^[a-z_]{1,40}$/)),
  message: text(0, 512),
  details: z.optional(
    z.strictObject({
      how: z.optional(short),
      expected: z.optional(short),
      received: z.optional(short),
      field: z.optional(short),
      status: z.optional(count),
      retryAfterMs: z.optional(count),
    }),
  ),
})

export type WireError = z.infer<typeof wireErrorSchema>

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
