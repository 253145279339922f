import { OpenKeyError } from '@openkey/protocol'
import type { Leaving } from '../page/hostPage.ts'

/** The user left by the dialog itself. */
export function rejectedBy(how: Leaving): OpenKeyError {
  return new OpenKeyError('user_rejected', 'The user left without an answer.', { details: { how } })
}
