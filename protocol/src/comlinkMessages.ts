import * as z from 'zod/mini'

/** Comlink draws its ids as hexadecimal groups. */
const id = z.string().check(z.regex(/^[0-9a-f-]{1,64}$/))

/** The one call of comlink's we take: `APPLY` of one name, with one `RAW` argument. */
export const callSchema = z.strictObject({
  id,
  type: z.literal('APPLY'),
  path: z.array(z.string()).check(z.length(1)),
  argumentList: z.array(z.strictObject({ type: z.literal('RAW'), value: z.unknown() })).check(z.length(1)),
})

/** The one reply of comlink's we take: a `RAW` value. */
export const replySchema = z.strictObject({ id, type: z.literal('RAW'), value: z.unknown() })
