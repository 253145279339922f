import { OpenKeyError } from '@openkey/protocol'

/** S1: OpenKey signs SIWE messages only. Wallet clients show this message to their users. */
export function unsupportedMethod(method: string): OpenKeyError {
  return new OpenKeyError(
    'unsupported_method',
    /sign|transaction/i.test(method)
      ? `OpenKey does not support ${method}: it signs only SIWE messages, by personal_sign.`
      : `OpenKey does not support ${method}: it only connects an account and signs SIWE messages.`,
  )
}
