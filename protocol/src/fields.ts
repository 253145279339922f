import * as z from 'zod/mini'

/*
 * The few kinds of value the wire knows. Every schema that ships to a host is made of these and of `strictObject`,
 * `optional`, `literal` and `array`: each further kind of zod's costs every host page its code.
 */

/** An id nobody can guess: of a request, a document or a channel. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/))

/** Id the key endpoint gave a key. */
export const keyId = text(1, 128)

/** Text of a bounded number of UTF-16 units. */
export function text(least: number, most: number) {
  return z.string().check(z.regex(new RegExp(`^[^]{${least},${most}}$`)))
}

/** Whole number within bounds. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER) {
  return z.number().check(z.refine((value) => Number.isInteger(value) && value >= least && value <= most))
}
