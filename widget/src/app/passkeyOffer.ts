import type { KeyEndpoint, PasskeyChallenge, SessionToken } from '../ports/keyEndpoint.ts'
import type { Passkeys } from '../ports/passkeys.ts'

/** Whom a passkey was offered to in this browser. Best effort, never throws. */
export type OfferMemory = { has(userId: string): boolean; add(userId: string): void }

export type PasskeyOffer = {
  /** Whether a passkey can be made here and was not offered to this user before. Starts fetching its options. */
  prepare(userId: string, token: SessionToken): boolean
  /** Makes a passkey; resolves to the token to use from here on. */
  accept(token: SessionToken, signal: AbortSignal): Promise<SessionToken>
}

export type PasskeyOfferOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'passkeyRegisterOptions' | 'finishPasskeyRegistration'>
  readonly passkeys: Passkeys
  readonly memory: OfferMemory
}

/** The one time a user who came by e-mail is asked whether the next time shall be quicker. */
export function createPasskeyOffer({ keyEndpoint, passkeys, memory }: PasskeyOfferOptions): PasskeyOffer {
  let armed: Promise<PasskeyChallenge<PublicKeyCredentialCreationOptionsJSON> | undefined> | undefined
  return {
    prepare(userId, token) {
      if (!passkeys.support().canRegister || memory.has(userId)) return false
      memory.add(userId)
      armed = keyEndpoint.passkeyRegisterOptions(token).catch(() => undefined)
      return true
    },
    async accept(token, signal) {
      const ready = await armed
      armed = undefined
      const { options, challengeToken } = ready ?? (await keyEndpoint.passkeyRegisterOptions(token, { signal }))
      const response = await passkeys.register(options, { signal })
      return keyEndpoint.finishPasskeyRegistration(token, { response, challengeToken }, { signal })
    },
  }
}
