import { type DeadlineOptions, withDeadline } from '@openkey/protocol'
import type { Limits, OpenKey } from '../openKey.ts'
import type { Curtain } from './createCurtain.ts'

/** What a web-sdk's authorization offers to an external signer. */
export type SignInAuth<Prepared extends { readonly siwe: string }, Jwk, Session> = {
  /** Makes a session key and the SIWE message that empowers it. Nothing is stored. */
  readonly prepareSessionForSigning: () => Promise<{
    readonly prepared: Prepared
    readonly keyId: string
    readonly jwk: Jwk
  }>
  /** Completes, stores and activates the session. */
  readonly signInWithPreparedSession: (
    prepared: Prepared,
    signature: string,
    keyId: string,
    jwk: Jwk,
  ) => Promise<Session>
}

export type SignInOptions = Pick<OpenKey, 'connect' | 'signSiwe'> & {
  readonly curtain: () => Curtain
  readonly within: (limits: Limits) => DeadlineOptions
}

/** The sign-in of {@link OpenKey.signIn}. The session key stays with `auth`; the widget sees the message only. */
export function createSignIn({ connect, signSiwe, curtain, within }: SignInOptions): OpenKey['signIn'] {
  return async (auth, limits: Limits = {}) => {
    let letGo: (() => void) | undefined
    try {
      return await withDeadline(within({ timeoutMs: Number.POSITIVE_INFINITY, ...limits }), async (fail, settled) => {
        const signal = settled()
        letGo = curtain().hold(fail)
        await connect({ signal })
        const { prepared, keyId, jwk } = await auth.prepareSessionForSigning()
        const { signature, bootstrap } = await signSiwe({ message: prepared.siwe, signal })
        letGo()
        const session = await auth.signInWithPreparedSession(prepared, signature, keyId, jwk)
        return { session, bootstrap }
      })
    } finally {
      letGo?.()
    }
  }
}
