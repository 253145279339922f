import { type DeadlineOptions, withDeadline } from '@openkey/protocol'
import type { CallOptions, OpenKey } from '../openKey.ts'
import { checkRules } from '../options.ts'
import type { DialogVisibility } from './createDialogVisibility.ts'

export type SignInOptions = Pick<OpenKey, 'connect' | 'signSiwe'> & {
  readonly visibility: () => DialogVisibility
  readonly resolveCallOptions: (options: CallOptions, defaultMs: number) => DeadlineOptions
}

/** Implements {@link OpenKey.signIn}. The session key stays with `auth`; the widget receives the message only. */
export function createSignIn(options: SignInOptions): OpenKey['signIn'] {
  const { connect, signSiwe, visibility, resolveCallOptions } = options
  return async (auth, callOptions: CallOptions = {}) => {
    let release: (() => void) | undefined
    try {
      const isAuth = typeof auth?.prepareSessionForSigning === 'function'
      checkRules([['auth', auth, isAuth, 'the authorization of a web-sdk']])
      const limits = resolveCallOptions(callOptions, Number.POSITIVE_INFINITY)
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
