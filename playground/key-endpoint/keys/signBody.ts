import * as z from 'zod'
import { originField } from '../http/originField.ts'
import { assertionResponse } from '../passkeys/responseSchemas.ts'

export const signBody = z.object({
  /** At most 32 KiB, and text that has one UTF-8 form: what is signed is what was sent. */
  message: z
    .string()
    .min(1)
    .max(32_768)
    .regex(/^\P{Surrogate}*$/u),
  /** `raw` would sign something else than it says, so it is not offered. */
  format: z.literal('personal_sign').default('personal_sign'),
  /** The requesting page, for the list of sessions, in case the approval opens one. */
  openedOn: originField.optional(),
  /** A passkey assertion that commits to the message. See `approval/approvalChallenge.ts`. */
  approval: z.object({ response: assertionResponse }).optional(),
})
