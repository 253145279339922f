import { type Narrowing, OpenKeyError } from '@openkey/protocol'
import type { PreparedSignIn, SignInAuth } from '../openKey.ts'
import { asksForNoMore, expirationTimeOf } from './asksForNoMore.ts'

/** An authorization that can prepare a session with fewer permissions. */
export type NarrowableAuth<Prepared extends { readonly siwe: string }, Jwk, Session> = {
  /**
   * With `narrowing`, the message leaves out the capabilities of `removed`, and ends at `expirationTime` or earlier.
   */
  readonly prepareSessionForSigning: (options?: {
    readonly narrowing?: Narrowing | undefined
  }) => Promise<PreparedSignIn<Prepared, Jwk>>
} & Pick<SignInAuth<Prepared, Jwk, Session>, 'signInWithPreparedSession'>

/**
 * Lets the user choose permissions during the review: remove some, or shorten the session. The widget then signs
 * nothing; `auth` prepares the session again, and the user reviews the new message.
 * @throws {OpenKeyError} `invalid_params`, from `signIn`, if the new message asks for more than the user kept
 * @example
 * await openkey.signIn(withNarrowing(web.authorization))
 */
export function withNarrowing<Prepared extends { readonly siwe: string }, Jwk, Session>(
  auth: NarrowableAuth<Prepared, Jwk, Session>,
): SignInAuth<Prepared, Jwk, Session> {
  /** All that the user has removed since the first message of this sign-in. `auth` prepares each message from the first. */
  let chosen: Narrowing = { removed: [] }
  return {
    prepareSessionForSigning() {
      chosen = { removed: [] }
      return auth.prepareSessionForSigning()
    },
    async narrowSession(siwe, { removed, expirationTime = expirationTimeOf(siwe) }) {
      // The new message is written later, and must not end later for that.
      chosen = { removed: [...chosen.removed, ...removed], expirationTime }
      const session = await auth.prepareSessionForSigning({ narrowing: chosen })
      if (asksForNoMore(session.prepared.siwe, { of: siwe, narrowing: chosen })) return session
      throw new OpenKeyError('invalid_params', 'The new message asks for more than the user granted.', {
        details: { field: 'prepareSessionForSigning' },
      })
    },
    signInWithPreparedSession: (...completed) => auth.signInWithPreparedSession(...completed),
  }
}
