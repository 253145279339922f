import { isOpenKeyError } from '@openkey/protocol'
import type { Access, AccessChange } from '../../domain/access.ts'
import type { CallOptions, KeyEndpoint, SessionToken } from '../../ports/keyEndpoint.ts'
import type { OriginStore } from '../../ports/originStore.ts'
import type { Passkeys } from '../../ports/passkeys.ts'
import { registerPasskey } from '../passkeys/registerPasskey.ts'
import { withGesture } from '../passkeys/withGesture.ts'
import type { Accounts } from '../signIn/accounts.ts'

export type AccessControl = {
  /** Lists where the user is signed in, and how. @throws {OpenKeyError} a failure of the key endpoint */
  load(options?: CallOptions): Promise<Access>
  /**
   * Makes one change, which takes effect here at once. Asks for a passkey where the endpoint requires the owner's
   * presence.
   * @throws {OpenKeyError} a refusal or failure of the key endpoint, which then changed nothing; or of the passkey
   */
  change(change: AccessChange, signal: AbortSignal): Promise<void>
}

export type AccessControlOptions = {
  readonly keyEndpoint: KeyEndpoint
  readonly passkeys: Passkeys
  readonly origins: Pick<OriginStore, 'approvedOrigins' | 'forget'>
  readonly accounts: Pick<Accounts, 'token' | 'forgetSession'>
  /** Called with the token to use from here on. */
  readonly onPasskeysChanged: (token: SessionToken) => void
}

/** Lists and changes access on the user's behalf: approvals in this partition, sessions and passkeys of the account. */
export function createAccessControl(options: AccessControlOptions): AccessControl {
  const { keyEndpoint, passkeys, origins, accounts, onPasskeysChanged } = options

  async function endSession(token: SessionToken, id: string, options: CallOptions): Promise<void> {
    const sessions = await keyEndpoint.listSessions(token, options)
    await keyEndpoint.endSession(token, id, options)
    if (sessions.some(({ isCurrent, ...session }) => isCurrent && session.id === id))
      await accounts.forgetSession(token)
  }

  async function removePasskey(token: SessionToken, id: string, signal: AbortSignal): Promise<void> {
    await withGesture(options, (change) => keyEndpoint.removePasskey(token, id, change), signal)
    onPasskeysChanged(token)
    // Best effort: the authenticator should no longer offer it.
    const asked = keyEndpoint.passkeySignInOptions()
    asked.then(({ options }) => passkeys.signalUnknown({ rpId: options.rpId, id })).catch(() => {})
  }

  async function addPasskey(token: SessionToken, signal: AbortSignal): Promise<void> {
    const challenge = await withGesture(options, (change) => keyEndpoint.passkeyRegisterOptions(token, change), signal)
    const next = await registerPasskey({ keyEndpoint, passkeys, token, challenge, signal })
    if (!signal.aborted) onPasskeysChanged(next)
  }

  return {
    async load(options) {
      const token = await accounts.token()
      const list = <Value>(read: (token: SessionToken) => Promise<Value>) =>
        token === undefined ? undefined : ifAvailable(read(token))
      const [approvedOrigins, sessions, listed, isPasskeyRequired, isAutoSignEnabled] = await Promise.all([
        origins.approvedOrigins(),
        list((token) => keyEndpoint.listSessions(token, options)),
        list((token) => keyEndpoint.listPasskeys(token, options)),
        list((token) => keyEndpoint.isPasskeyRequired(token, options)),
        list((token) => keyEndpoint.isAutoSignEnabled(token, options)),
      ])
      const listedOrigins = approvedOrigins.map(({ origin, approvedAt, grants }) => ({ origin, approvedAt, grants }))
      const owned = listed?.map(({ id, name, addedAt }) => ({ id, name, addedAt }))
      const canAddPasskey = listed !== undefined && passkeys.support().canRegister
      return {
        origins: listedOrigins,
        sessions,
        passkeys: owned,
        isPasskeyRequired,
        isAutoSignEnabled,
        canAddPasskey,
      }
    },

    async change(change, signal) {
      if (change.kind === 'origin') return origins.forget(change.origin)
      const token = await accounts.token()
      if (token === undefined) return
      switch (change.kind) {
        case 'session':
          return endSession(token, change.id, { signal })
        case 'passkey':
          return removePasskey(token, change.id, signal)
        case 'newPasskey':
          return addPasskey(token, signal)
        case 'passkeyRequired':
          return withGesture(options, (more) => keyEndpoint.requirePasskey(token, change.isRequired, more), signal)
        case 'autoSign':
          return withGesture(options, (more) => keyEndpoint.enableAutoSign(token, change.isEnabled, more), signal)
      }
    },
  }
}

/** Resolves to `undefined` if the key endpoint lacks the route, or the session has expired. */
async function ifAvailable<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isOpenKeyError(error, 'key_endpoint_rejected') || isOpenKeyError(error, 'session_expired')) return undefined
    throw error
  }
}
