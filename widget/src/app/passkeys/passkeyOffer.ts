import type { Clock } from '../../ports/clock.ts'
import type { KeyEndpoint, PasskeyChallenge, SessionToken } from '../../ports/keyEndpoint.ts'
import type { Passkeys } from '../../ports/passkeys.ts'
import { registerPasskey } from './registerPasskey.ts'

/** Challenges live for five minutes at the endpoint, and the prompt takes a minute or more of them. */
const freshForMs = 2 * 60_000

/** Whom a passkey was offered to in this browser. Best effort, never throws. */
export type OfferHistory = { has(userId: string): boolean; add(userId: string): void }

export type PasskeyOffer = {
  /** Whether a passkey can be made here and was not offered to this user before. Starts fetching its options. */
  prepare(userId: string, token: SessionToken): boolean
  /** Makes a passkey; resolves to the token to use from here on. */
  accept(token: SessionToken, signal: AbortSignal): Promise<SessionToken>
}

export type PasskeyOfferOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'passkeyRegisterOptions' | 'finishPasskeyRegistration' | 'listPasskeys'>
  readonly passkeys: Passkeys
  readonly history: OfferHistory
  readonly clock: Clock
}

/** The one time a user who came by e-mail is asked whether the next time shall be quicker. */
export function createPasskeyOffer({ keyEndpoint, passkeys, history, clock }: PasskeyOfferOptions): PasskeyOffer {
  type Challenge = PasskeyChallenge<PublicKeyCredentialCreationOptionsJSON>
  let prefetched: { readonly challenge: Promise<Challenge | undefined>; readonly at: number } | undefined
  return {
    prepare(userId, token) {
      if (!passkeys.support().canRegister || history.has(userId)) return false
      history.add(userId)
      prefetched = { challenge: keyEndpoint.passkeyRegisterOptions(token).catch(() => undefined), at: clock.now() }
      return true
    },
    async accept(token, signal) {
      // A passkey for a challenge that has run out would be refused after it was made.
      const ready = prefetched && clock.now() - prefetched.at < freshForMs ? await prefetched.challenge : undefined
      prefetched = undefined
      const challenge = ready ?? (await keyEndpoint.passkeyRegisterOptions(token, { signal }))
      return registerPasskey({ keyEndpoint, passkeys, token, challenge, signal })
    },
  }
}
