import * as z from 'zod/mini'
import { id, keyId, locale, theme, whole } from '../checks/fields.ts'

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
  appearance: z.strictObject({ theme: z.optional(theme), locale: z.optional(locale) }),
  /** Answers at once while the widget's script runs. */
  ping: z.strictObject({}),
} as const
