import { type Clock, OpenKeyError, systemClock } from '@openkey/protocol'
import type { CallOptions } from '../../ports/keyEndpoint.ts'
import type { Passkeys } from '../../ports/passkeys.ts'
import { readAssertion, readAttestation, readCredentialId, toCreationOptions, toRequestOptions } from './passkeyJson.ts'
import type { PasskeyPage } from './passkeyPage.ts'

/** Maximum duration of a prompt, in milliseconds: challenges expire after five minutes. */
const maxPromptMs = 5 * 60_000

/** Time that a browser may take to end an expired prompt, in milliseconds. */
const graceMs = 10_000

export type PasskeyCeremonies = Omit<Passkeys, 'support'>

/**
 * Runs WebAuthn as browsers implement it and as password managers replace it. Each ceremony settles, whatever they do.
 */
export function createPasskeyCeremonies(
  page: PasskeyPage,
  clock: Pick<Clock, 'after'> = systemClock,
): PasskeyCeremonies {
  /** Runs one ceremony, which ends when the caller aborts it or its prompt times out. */
  function runCeremony({ start, timeoutMs, signal, onLate }: Ceremony): Promise<unknown> {
    const giveUp = new AbortController()
    return new Promise((resolve, reject) => {
      let isOver = false
      const end = (settle: () => void) => {
        if (isOver) return
        isOver = true
        stopWaiting()
        signal?.removeEventListener('abort', withdraw)
        settle()
      }
      const abandon = (error: OpenKeyError) => {
        end(() => reject(error))
        giveUp.abort()
      }
      const withdraw = () => abandon(identifyPasskeyError(undefined, signal))
      const stopWaiting = clock.after(promptMs(timeoutMs) + graceMs, () =>
        abandon(identifyPasskeyError({ name: 'NoAnswerError' })),
      )
      if (signal?.aborted) return withdraw()
      signal?.addEventListener('abort', withdraw)
      run(() => start(giveUp.signal)).then(
        (credential) => (isOver ? onLate?.(credential) : end(() => resolve(credential))),
        (cause: unknown) => end(() => reject(identifyPasskeyError(cause, signal))),
      )
    })
  }

  function signalUnknown({ rpId = page.host, id }: Parameters<Passkeys['signalUnknown']>[0]): void {
    // Best effort: few browsers have it, and few authenticators listen.
    void run(() => page.webAuthn?.signalUnknownCredential?.({ rpId, credentialId: id })).catch(() => {})
  }

  return {
    signalUnknown,

    async authenticate(options, { signal } = {}) {
      const publicKey = parse(() => toRequestOptions(options))
      const start = (signal: AbortSignal) => page.credentials?.get?.({ publicKey, signal })
      const assertion = readAssertion(await runCeremony({ start, timeoutMs: options.timeout, signal }))
      if (assertion === undefined) throw identifyPasskeyError(undefined)
      return assertion
    },

    async register(options, { signal } = {}) {
      const publicKey = parse(() => toCreationOptions(options))
      const start = (signal: AbortSignal) => page.credentials?.create?.({ publicKey, signal })
      /** An unregistered passkey would be offered at every sign-in and always fail. */
      const onLate = (credential: unknown) => {
        const id = readCredentialId(credential)
        if (id !== undefined) signalUnknown({ rpId: options.rp.id, id })
      }
      const credential = await runCeremony({ start, timeoutMs: options.timeout, signal, onLate })
      const attestation = readAttestation(credential)
      if (attestation !== undefined) return attestation
      if (!credential) throw identifyPasskeyError(undefined)
      onLate(credential)
      throw new OpenKeyError('passkey_unavailable', 'The authenticator returned an unreadable passkey.', {
        details: { field: 'passkey' },
      })
    },
  }
}

type Ceremony = CallOptions & {
  readonly start: (signal: AbortSignal) => Promise<unknown> | undefined
  readonly timeoutMs?: number | undefined
  /** Called with a credential that arrives after the ceremony was abandoned. */
  readonly onLate?: (credential: unknown) => void
}

function promptMs(asked: number | undefined): number {
  return typeof asked === 'number' && asked > 0 ? Math.min(asked, maxPromptMs) : maxPromptMs
}

/** Converts a synchronous exception into a rejection. */
async function run(start: () => Promise<unknown> | undefined): Promise<unknown> {
  return start()
}

/** Options that cannot be read are the endpoint's fault, not the user's. */
function parse<Options>(read: () => Options): Options {
  try {
    return read()
  } catch (cause) {
    throw new OpenKeyError('key_endpoint_unreachable', 'The key endpoint sent invalid passkey options.', { cause })
  }
}

/**
 * A closed prompt, a timeout and a missing passkey look alike to every page, so that none can find out which passkeys
 * exist. `AbortError` is another prompt, such as an extension's, that took the place of this one.
 */
const promptErrorNames: readonly unknown[] = ['NotAllowedError', 'AbortError', 'TimeoutError']

/**
 * Classifies the error of a WebAuthn ceremony. Password managers throw their own errors, plain objects, strings, or
 * nothing. Any of them may contain the name that the browser would have used.
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
