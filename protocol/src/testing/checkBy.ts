import type * as z from 'zod/mini'
import type { Check } from '../checks/check.ts'

/** The check a schema itself is, uncompiled. */
export function checkBy<Schema extends z.ZodMiniType>(schema: Schema): Check<z.infer<Schema>> {
  return (value): value is z.infer<Schema> => schema.safeParse(value).success
}
