import * as z from 'zod/mini'
import { boundedString, integer } from '../checks/fields.ts'

const short = boundedString(0, 256)
const count = integer(0)

/** Schema of a `WireError`. */
export const wireErrorSchema = z.strictObject({
  code: z.string().check(z.regex(/^[a-z_]{1,40}$/)),
  message: boundedString(0, 512),
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
