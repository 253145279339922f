import { HttpError } from '../http/httpError.ts'

/** One answer for every reason a ceremony fails, so that nobody learns which credentials exist. */
export function passkeyRefused(): HttpError {
  return new HttpError(400, 'Passkey not accepted')
}
