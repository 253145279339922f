import { OpenKeyError } from '@openkey/protocol'

/** S1: the one thing that is signed is a SIWE message. The sentence is shown by the client's own error. */
export function unsupportedMethod(method: string): OpenKeyError {
  return new OpenKeyError(
    'unsupported_method',
    /sign|transaction/i.test(method)
      ? `OpenKey signs SIWE messages by personal_sign, and nothing else: ${method} is refused.`
      : `OpenKey connects an account and signs SIWE messages; it does not answer ${method}.`,
  )
}
