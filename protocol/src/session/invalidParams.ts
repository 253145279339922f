import { OpenKeyError } from '../errors/openKeyError.ts'

/** The refusal of bytes or values that no field of a message could have caused; `field` names the part at fault. */
export function invalidParams(field: string, message: string, cause?: unknown): OpenKeyError<'invalid_params'> {
  return new OpenKeyError('invalid_params', message, { details: { field }, cause })
}
