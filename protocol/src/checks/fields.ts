import * as z from 'zod/mini'

/*
 * The few kinds of value the wire knows. Schemas are compiled before they ship (`checks/compileChecks.ts`), so each
 * further kind of zod's needs its counterpart in `checks/checkKinds.ts`.
 */

/** An id nobody can guess: of a request, a document or a channel. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/))

/** Id the key endpoint gave a key. */
export const keyId = text(1, 128)

export const theme = z.enum(['light', 'dark', 'auto'])

/** BCP 47 tag. */
export const locale = z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/))

/** Text of a bounded number of UTF-16 units, which is what a message costs; zod's own bounds count code points. */
export function text(least: number, most: number) {
  return z.string().check(z.regex(new RegExp(`^[^]{${least},${most}}$`)))
}

/** Whole number within bounds. */
export function whole(least: number, most?: number) {
  return z.int().check(z.gte(least), ...(most === undefined ? [] : [z.lte(most)]))
}
