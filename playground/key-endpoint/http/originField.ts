import * as z from 'zod'

/** An origin, spelled as a browser serialises it. */
export const originField = z
  .string()
  .max(512)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text)
