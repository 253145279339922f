import * as z from 'zod/mini'
import { id, keyId, whole } from '../fields.ts'

const requestId = id

/** Inputs of the methods a host may call in the widget. Only the widget checks them. */
export const widgetInputs = {
  /** Signs the user in and asks to share the account with this origin. */
  connect: z.strictObject({ requestId, chainId: whole(1) }),
  /** Asks for one signature over a SIWE message. */
  signSiwe: z.strictObject({
    requestId,
    /** Bounded like every message by the guard; its reader refuses more than 32 KiB, as `message_too_large`. */
    message: z.string(),
    keyId: z.optional(keyId),
  }),
  /** Withdraws an open request. */
  cancel: z.strictObject({ requestId }),
  /** Forgets the approval of this origin. */
  disconnect: z.strictObject({}),
  /** Changes theme or locale; ignored while a review is open. */
  appearance: z.strictObject({
    theme: z.optional(z.string().check(z.regex(/^(light|dark|auto)$/))),
    locale: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/))),
  }),
  /** Answers at once while the widget's script runs. */
  ping: z.strictObject({}),
} as const
