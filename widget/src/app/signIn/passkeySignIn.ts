import type { WallClock } from '@openkey/protocol'
import { OpenKeyError } from '@openkey/protocol'
import type { KeyEndpoint, PasskeyChallenge, SessionToken } from '../../ports/keyEndpoint.ts'
import type { Passkeys } from '../../ports/passkeys.ts'

/** Challenges live for five minutes at the endpoint. */
const freshForMs = 4 * 60_000

export type PasskeySignIn = {
  /**
   * Fetches the options of a ceremony ahead of the press: browsers start one only shortly after a press.
   * A failure shows at {@link PasskeySignIn.run}.
   */
  prefetchOptions(): void
  /** Runs one ceremony. Options serve once. */
  run(signal: AbortSignal): Promise<SessionToken>
}

export type PasskeySignInOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'passkeySignInOptions' | 'finishPasskeySignIn'>
  readonly passkeys: Passkeys
  readonly clock: WallClock
}

export function createPasskeySignIn({ keyEndpoint, passkeys, clock }: PasskeySignInOptions): PasskeySignIn {
  type Challenge = PasskeyChallenge<PublicKeyCredentialRequestOptionsJSON>
  let prefetched: { readonly challenge: Promise<Challenge | undefined>; readonly at: number } | undefined

  async function takeChallenge(signal: AbortSignal): Promise<Challenge> {
    const ready = prefetched && clock.now() - prefetched.at < freshForMs ? await prefetched.challenge : undefined
    prefetched = undefined
    return ready ?? (await keyEndpoint.passkeySignInOptions({ signal }))
  }

  return {
    prefetchOptions() {
      if (!passkeys.support().canAuthenticate) return
      prefetched = { challenge: keyEndpoint.passkeySignInOptions().catch(() => undefined), at: clock.now() }
    },
    async run(signal) {
      if (!passkeys.support().canAuthenticate) {
        throw new OpenKeyError('passkey_unavailable', 'This page cannot request a passkey.')
      }
      const { options, challengeToken } = await takeChallenge(signal)
      const response = await passkeys.authenticate(options, { signal })
      return keyEndpoint.finishPasskeySignIn(response, challengeToken, { signal })
    },
  }
}
