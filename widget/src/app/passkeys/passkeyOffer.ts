import type { WallClock } from '@openkey/protocol'
import { memoizeAsync } from '../../memoizeAsync.ts'
import type { KeyEndpoint, PasskeyChallenge, SessionToken } from '../../ports/keyEndpoint.ts'
import type { Passkeys } from '../../ports/passkeys.ts'

/** Challenges live for five minutes at the endpoint, and the prompt takes a minute or more of them. */
const freshForMs = 2 * 60_000

/** A chunk of its own, because few reviews register a passkey. */
const loadRegistration = memoizeAsync(() => import('./registerPasskey.ts'))

/** The users who were offered a passkey in this browser. Best effort, never throws. */
export type OfferHistory = { has(userId: string): boolean; add(userId: string): void }

export type PasskeyOffer = {
  /** Returns whether to offer a passkey to this user, and starts to fetch its options. */
  prepare(userId: string, token: SessionToken): boolean
  /** Registers a passkey. Resolves to the session token to use from then on. */
  accept(token: SessionToken, signal: AbortSignal): Promise<SessionToken>
}

export type PasskeyOfferOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'passkeyRegisterOptions' | 'finishPasskeyRegistration' | 'listPasskeys'>
  readonly passkeys: Passkeys
  readonly history: OfferHistory
  readonly clock: WallClock
}

/** Offers a passkey once, after the first email sign-in. */
export function createPasskeyOffer({ keyEndpoint, passkeys, history, clock }: PasskeyOfferOptions): PasskeyOffer {
  type Challenge = PasskeyChallenge<PublicKeyCredentialCreationOptionsJSON>
  let prefetched: { readonly challenge: Promise<Challenge | undefined>; readonly at: number } | undefined
  return {
    prepare(userId, token) {
      if (!passkeys.support().canRegister || history.has(userId)) return false
      history.add(userId)
      // Fetched ahead of the press, so that its user activation does not expire while the chunk loads.
      loadRegistration().catch(() => {})
      prefetched = { challenge: keyEndpoint.passkeyRegisterOptions(token).catch(() => undefined), at: clock.now() }
      return true
    },
    async accept(token, signal) {
      // The endpoint would reject a passkey for an expired challenge after the user has created it.
      const ready = prefetched && clock.now() - prefetched.at < freshForMs ? await prefetched.challenge : undefined
      prefetched = undefined
      const challenge = ready ?? (await keyEndpoint.passkeyRegisterOptions(token, { signal }))
      const { registerPasskey } = await loadRegistration()
      return registerPasskey({ keyEndpoint, passkeys, token, challenge, signal })
    },
  }
}
