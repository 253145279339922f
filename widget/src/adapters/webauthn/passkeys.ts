import { type Clock, OpenKeyError, systemClock } from '@openkey/protocol'
import type { CallOptions } from '../../ports/call.ts'
import type { Passkeys } from '../../ports/passkeys.ts'
import { identifyPasskeyError } from './identifyPasskeyError.ts'
import { toCreationOptions, toRequestOptions } from './passkeyOptions.ts'
import { browserPasskeyPage, type PasskeyPage } from './passkeyPage.ts'
import { readAssertion, readAttestation, readCredentialId } from './passkeyResponse.ts'

/** Maximum duration of a prompt, in milliseconds: challenges expire after five minutes. */
const maxPromptMs = 5 * 60_000

/** Time that a browser may take to end an expired prompt, in milliseconds. */
const graceMs = 10_000

/**
 * WebAuthn as browsers have it, and as password managers replace it: whatever they do ends in an answer or an error.
 */
export function createPasskeys(
  page: PasskeyPage = browserPasskeyPage(),
  clock: Pick<Clock, 'after'> = systemClock,
): Passkeys {
  function supports(ceremony: 'get' | 'create', isAllowedUnasked: boolean): boolean {
    try {
      const isThere = page.webAuthn !== undefined && typeof page.credentials?.[ceremony] === 'function'
      return isThere && (page.allows(`publickey-credentials-${ceremony}`) ?? isAllowedUnasked)
    } catch {
      return false
    }
  }

  /** One ceremony, which ends when the caller gives up, or when the time of its prompt is over. */
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

    support() {
      return {
        canAuthenticate: supports('get', true),
        // A frame that cannot query the policy counts as not allowed, because an offer must not fail.
        canRegister: supports('create', page.isTopLevel),
      }
    },

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
