import * as z from 'zod/mini'

/*
 * The schema kinds of the wire. They are compiled before they ship (`checks/compileChecks.ts`), so that another kind of
 * zod needs its counterpart in `checks/checkKinds.ts`.
 */

/** An id that cannot be guessed: of a request, a document or a channel. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/))

/** Id the key endpoint gave a key. */
export const keyId = boundedString(1, 128)

export const theme = z.enum(['light', 'dark', 'auto'])

/** BCP 47 tag. */
export const locale = z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/))

/**
 * A word or a color such as `#4338ca`. A widget ignores one that it does not know, so that a later SDK may have more of
 * them.
 */
export const style = z.string().check(z.regex(/^#?[\w-]{1,35}$/))

/** Appearance of the widget. Hosts send the members after `locale` from version 3 on. */
export const appearance = {
  theme: z.optional(theme),
  locale: z.optional(locale),
  accent: z.optional(style),
  radius: z.optional(style),
  density: z.optional(style),
  font: z.optional(style),
}

/**
 * A string of bounded length in UTF-16 code units, which a message's size depends on. Zod's own bounds count code
 * points.
 */
export function boundedString(min: number, max: number) {
  return z.string().check(z.regex(new RegExp(`^[^]{${min},${max}}$`)))
}

/** An integer within bounds. */
export function integer(min: number, max?: number) {
  return z.int().check(z.gte(min), ...(max === undefined ? [] : [z.lte(max)]))
}
