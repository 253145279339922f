import * as z from 'zod/mini'
import { text, whole } from '../checks/fields.ts'

const short = text(0, 256)
const count = whole(0)

/** Of a `WireError`. */
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
