import { OpenKeyError } from '@openkey/protocol'

/**
 * A closed prompt, a timeout and a missing passkey are one to every page, so that none learns which credentials exist.
 * `AbortError` is another prompt, such as an extension's, that took the place of this one.
 */
const promptErrorNames: readonly unknown[] = ['NotAllowedError', 'AbortError', 'TimeoutError']

/**
 * Classifies what a WebAuthn ceremony threw. Password managers throw errors of their own, plain objects, texts, or
 * nothing: the name that the browser would have used may stand in any of them.
 */
export function identifyPasskeyError(cause: unknown, signal?: AbortSignal): OpenKeyError {
  if (signal?.aborted) return new OpenKeyError('aborted', 'The passkey prompt was aborted.', { cause })
  const name = nameOf(cause)
  if (promptErrorNames.includes(name)) {
    return new OpenKeyError('user_rejected', 'The passkey prompt was closed.', { details: { how: 'declined' }, cause })
  }
  return new OpenKeyError('passkey_unavailable', 'The passkey prompt failed.', {
    details: { received: name },
    cause,
  })
}

const errorName = /^\W*([A-Z][A-Za-z]{2,40}Error)\b/

function nameOf(cause: unknown): string {
  const { name, message } =
    typeof cause === 'object' && cause !== null ? readError(cause) : { name: undefined, message: cause }
  // What a wrapper calls `Error` names its cause in the message.
  for (const text of [name, message]) {
    const found = typeof text === 'string' ? errorName.exec(text)?.[1] : undefined
    if (found !== undefined) return found
  }
  return 'unknown'
}

function readError(cause: object): { readonly name: unknown; readonly message: unknown } {
  try {
    return { name: Reflect.get(cause, 'name'), message: Reflect.get(cause, 'message') }
  } catch {
    return { name: undefined, message: undefined }
  }
}
