import { OpenKeyError } from '@openkey/protocol'
import { approvalChallenge } from '../../domain/approval/approvalMethod.ts'
import type { KeyEndpoint } from '../../ports/keyEndpoint.ts'
import type { Passkeys } from '../../ports/passkeys.ts'
import type { StoredAccount } from '../../ports/sessionStore.ts'

export type PasskeyApproval = {
  /**
   * Returns whether this page can request a passkey of this account. If so, everything that its prompt needs is loaded,
   * because browsers show a prompt only shortly after a press.
   */
  prepare(account: Pick<StoredAccount, 'passkeys'>): Promise<boolean>
  /**
   * Requests a passkey assertion over exactly this message. Requires user activation.
   * @throws {OpenKeyError} `user_rejected` when the prompt was closed, `passkey_unavailable`, `aborted`
   */
  run(message: string, signal: AbortSignal): Promise<AuthenticationResponseJSON>
}

export type PasskeyApprovalOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'passkeySignInOptions'>
  readonly passkeys: Passkeys
  /** The key endpoint takes approvals by passkey. */
  readonly takesPasskeys: boolean
}

/** Approvals that no page around the frame can fake, mask or move: the browser's own prompt asks for them (S10). */
export function createPasskeyApproval(options: PasskeyApprovalOptions): PasskeyApproval {
  const { keyEndpoint, passkeys, takesPasskeys } = options
  /** Cached: the relying party does not change while the page is open. */
  let rpIdRequest: Promise<string | undefined> | undefined
  let ready: Omit<PublicKeyCredentialRequestOptionsJSON, 'challenge'> | undefined

  function fetchRpId(): Promise<string | undefined> {
    rpIdRequest ??= keyEndpoint.passkeySignInOptions().then(
      ({ options }) => options.rpId,
      (error: unknown) => {
        rpIdRequest = undefined
        throw error
      },
    )
    return rpIdRequest
  }

  return {
    async prepare(account) {
      if (!takesPasskeys || account.passkeys.length === 0 || !passkeys.support().canAuthenticate) {
        ready = undefined
        return false
      }
      let rpId: string | undefined
      try {
        rpId = await fetchRpId()
      } catch {
        return false
      }
      ready = {
        ...(rpId !== undefined && { rpId }),
        userVerification: 'required',
        allowCredentials: account.passkeys.map(({ id, transports }) => ({
          type: 'public-key',
          id,
          ...(transports && { transports: [...transports] }),
        })),
      }
      return true
    },
    async run(message, signal) {
      if (ready === undefined) throw new OpenKeyError('passkey_unavailable', 'This page cannot request a passkey.')
      return passkeys.authenticate({ ...ready, challenge: await approvalChallenge(message) }, { signal })
    },
  }
}
