import * as z from 'zod/mini'
import { resultSchema } from '../result.ts'

const nothing = resultSchema(z.literal(null))

/** Results of the host's methods. Only the widget checks them. */
export const hostResults = {
  ready: nothing,
  resize: nothing,
  stage: nothing,
  dismiss: nothing,
  offerWindow: nothing,
} as const
