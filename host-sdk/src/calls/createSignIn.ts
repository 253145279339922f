import { type DeadlineOptions, withDeadline } from '@openkey/protocol'
import type { CallOptions, OpenKey } from '../openKey.ts'
import type { DialogVisibility } from './createDialogVisibility.ts'

export type SignInOptions = Pick<OpenKey, 'connect' | 'signSiwe'> & {
  readonly visibility: () => DialogVisibility
  readonly resolveCallOptions: (options: CallOptions) => DeadlineOptions
}

/** Implements {@link OpenKey.signIn}. The session key stays with `auth`; the widget receives the message only. */
export function createSignIn(options: SignInOptions): OpenKey['signIn'] {
  const { connect, signSiwe, visibility, resolveCallOptions } = options
  return async (auth, callOptions: CallOptions = {}) => {
    let release: (() => void) | undefined
    try {
      const limits = resolveCallOptions({ timeoutMs: Number.POSITIVE_INFINITY, ...callOptions })
      return await withDeadline(limits, async (fail, settled) => {
        const signal = settled()
        release = visibility().retain(fail)
        await connect({ signal })
        const { prepared, keyId, jwk } = await auth.prepareSessionForSigning()
        const { signature, bootstrap } = await signSiwe({ message: prepared.siwe, signal })
        release()
        const session = await auth.signInWithPreparedSession(prepared, signature, keyId, jwk)
        return { session, bootstrap }
      })
    } finally {
      release?.()
    }
  }
}
