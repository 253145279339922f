import { type DeadlineOptions, type Narrowing, type SignedSiwe, withDeadline } from '@openkey/protocol'
import type { CallOptions, OpenKey, SignSiweInput } from '../openKey.ts'
import { checkRules } from '../options.ts'
import type { DialogVisibility } from './createDialogVisibility.ts'

/**
 * Has a message signed. `narrow` returns the message to sign instead if the user chooses permissions. For callers that
 * retain the dialog: the user must not see it close and open in between.
 */
export type SignSiwe = (
  input: SignSiweInput & { readonly narrow?: ((narrowing: Narrowing) => Promise<string>) | undefined },
) => Promise<SignedSiwe>

export type SignInOptions = Pick<OpenKey, 'connect'> & {
  readonly signSiwe: SignSiwe
  readonly visibility: () => DialogVisibility
  readonly resolveCallOptions: (options: CallOptions, defaultMs: number) => DeadlineOptions
}

/** Implements {@link OpenKey.signIn}. The session key stays with `auth`; the widget receives the message only. */
export function createSignIn(options: SignInOptions): OpenKey['signIn'] {
  const { connect, signSiwe, visibility, resolveCallOptions } = options
  return async (auth, callOptions: CallOptions = {}) => {
    let release: (() => void) | undefined
    try {
      // Before the user is asked: without the second method, the signature would be lost.
      const methods: readonly unknown[] = [auth?.prepareSessionForSigning, auth?.signInWithPreparedSession]
      const isAuth = methods.every((method) => typeof method === 'function')
      checkRules([['auth', auth, isAuth, 'a web-sdk authorization']])
      const limits = resolveCallOptions(callOptions, Number.POSITIVE_INFINITY)
      return await withDeadline(limits, async (fail, settled) => {
        const signal = settled()
        release = visibility().retain(fail)
        await connect({ signal })
        let session = await auth.prepareSessionForSigning()
        const narrow = async (narrowing: Narrowing) => {
          session = (await auth.narrowSession?.(session.prepared.siwe, narrowing)) ?? session
          return session.prepared.siwe
        }
        const { signature, bootstrap } = await signSiwe({
          message: session.prepared.siwe,
          narrow: auth.narrowSession && narrow,
          signal,
        })
        release()
        const { prepared, keyId, jwk } = session
        return { session: await auth.signInWithPreparedSession(prepared, signature, keyId, jwk), bootstrap }
      })
    } finally {
      release?.()
    }
  }
}
