import { doneSchema } from '../wire/result.ts'

/** Results of the host's methods. Only the widget checks them. */
export const hostResults = {
  ready: doneSchema,
  resize: doneSchema,
  stage: doneSchema,
  dismiss: doneSchema,
  offerWindow: doneSchema,
} as const
