import { HttpError } from '../http/httpError.ts'

/** One answer for every reason an approval does not count, so that nobody learns whose credential or key it was. */
export function approvalRefused(): HttpError {
  return new HttpError(403, 'Approval not accepted', { code: 'approval_refused' })
}

/** The endpoint signs nothing on the word of a session alone. */
export function approvalRequired(): HttpError {
  return new HttpError(403, 'This endpoint signs only what a passkey approved', { code: 'approval_required' })
}
