import * as z from 'zod/mini'
import { keyId, text, whole } from '../checks/fields.ts'
import { maxSiweBytes } from '../siwe/limits.ts'
import { doneSchema, resultSchema } from '../wire/result.ts'

export const addressSchema = z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/))

export const accountSchema = z.strictObject({ address: addressSchema, chainId: whole(1), keyId })

export const signedSiweSchema = z.strictObject({
  /** The host checks its exact form itself, to say `signature_invalid`. */
  signature: z.string().check(z.regex(/^0x[0-9a-f]{0,130}$/)),
  address: addressSchema,
  keyId,
  message: text(0, maxSiweBytes),
  bootstrap: z.strictObject({
    status: z.enum(['complete', 'skipped', 'pending', 'failed']),
    errorCode: z.optional(z.string().check(z.regex(/^[a-z_]{1,64}$/))),
  }),
})

/** Results of the widget's methods. Only the host checks them. */
export const widgetResults = {
  connect: resultSchema(accountSchema),
  signSiwe: resultSchema(signedSiweSchema),
  cancel: doneSchema,
  disconnect: doneSchema,
  appearance: doneSchema,
  ping: doneSchema,
} as const
