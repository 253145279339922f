import type { Caveat } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { maxSqlParams } from '../../limits.ts'

const fixedParam = z.strictObject({
  /** Position of the parameter, from 0. */
  index: z
    .int()
    .min(0)
    .max(maxSqlParams - 1),
  value: z.union([z.null(), z.boolean(), z.number(), z.string()]),
})

const statement = z.strictObject({
  name: z.string(),
  sql: z.string(),
  /** Parameters that the caveat binds; the caller must not bind them. */
  fixedParams: z
    .array(fixedParam)
    .refine((params) => new Set(params.map(({ index }) => index)).size === params.length)
    .optional(),
})

const constrained = z.strictObject({
  mode: z.literal('constrained-statements'),
  readOnly: z.boolean(),
  statements: z.array(statement),
})

const caveatSchema = z.union([
  constrained,
  z.strictObject({ 'constrained-statements': constrained }).transform((wrapped) => wrapped['constrained-statements']),
  z.strictObject({
    /** The only statements that may run, each called by its name. */
    statements: z.array(statement).optional(),
    readOnly: z.boolean().optional(),
  }),
])

/**
 * A caveat on SQL. With `mode: 'constrained-statements'`, only its statements run, read-only. A caveat with any other
 * members grants nothing.
 */
export type SqlCaveat = z.output<typeof caveatSchema>

export type SqlCaveatStatement = z.output<typeof statement>

export function readSqlCaveat(caveat: Caveat): readonly SqlCaveat[] {
  const { success, data } = caveatSchema.safeParse(caveat)
  return success ? [data] : []
}

export function isConstrained(caveat: SqlCaveat): boolean {
  return 'mode' in caveat
}
