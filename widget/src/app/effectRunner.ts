import { type Clock, isOpenKeyError, type Origin, type SignedSiwe } from '@openkey/protocol'
import type { DeploymentConfig } from '../domain/config/deploymentConfig.ts'
import type { Review } from '../domain/review/review.ts'
import type { SigningEffect } from '../domain/signing/signingEffect.ts'
import type { EffectEvent } from '../domain/signing/signingEvent.ts'
import type { PendingRequest, SelectedKey } from '../domain/signing/signingState.ts'
import type { Continuation } from '../ports/continuation.ts'
import type { KeyEndpoint, SessionToken } from '../ports/keyEndpoint.ts'
import type { OriginStore } from '../ports/originStore.ts'
import type { Passkeys } from '../ports/passkeys.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import type { AccessControl } from './access/accessControl.ts'
import { createPasskeyApproval } from './passkeys/passkeyApproval.ts'
import { createPasskeyOffer, type OfferHistory } from './passkeys/passkeyOffer.ts'
import type { MessageReviewer } from './review/messageReviewer.ts'
import { createAccounts, selectKey, type UserAccount } from './signIn/accounts.ts'
import { createPasskeySignIn } from './signIn/passkeySignIn.ts'

/** Effects that run asynchronously and dispatch an event with their `taskId`. */
export type AsyncEffect = Extract<SigningEffect, { readonly taskId: number }>

/** The key that answers a request and, for a signature, the review. */
type Identified = { readonly signer: SelectedKey; readonly review?: Review | undefined }

/** Runs the effects that need the key endpoint. Loaded separately, because the first screen does not need it. */
export type EffectRunner = {
  /** Fetches the options of a passkey sign-in ahead of the press. */
  prefetchPasskeyOptions(): void
  /**
   * Names the signer of an origin that was approved with `keyId`: of the account that is signed in, or was until its
   * session ended and can come back by one gesture.
   * @returns `undefined` when that key is not one of this account
   * @throws {OpenKeyError} `session_expired` after the session was dropped here, or a failure of the endpoint
   */
  identifyApproved(request: PendingRequest, keyId: string): Promise<Identified | undefined>
  /** Loads the known account ahead of the first call. */
  warmUp(): Promise<void>
  /** Runs one effect. Rejects with any error; the caller converts it. */
  run(effect: AsyncEffect, signal: AbortSignal): Promise<EffectEvent>
  /** Ends the session here and at the key endpoint. */
  signOut(): Promise<void>
}

export type EffectRunnerOptions = {
  readonly boundOrigin: Origin
  readonly config: Pick<DeploymentConfig, 'approval'>
  readonly keyEndpoint: KeyEndpoint
  readonly origins: Pick<OriginStore, 'lastKeyId' | 'approvedOrigins' | 'forget'>
  readonly sessions: SessionStore
  readonly passkeys: Passkeys
  readonly continuation: Continuation
  readonly offerHistory: OfferHistory
  readonly loadReviewer: () => Promise<MessageReviewer>
  readonly clock: Clock
  /** Milliseconds that a finished request stays on screen if the host does not hide it. @default 1_200 */
  readonly lingerMs?: number | undefined
}

type SignEffect = Extract<AsyncEffect, { readonly type: 'sign' }>

export function createEffectRunner(options: EffectRunnerOptions): EffectRunner {
  const { boundOrigin, config, keyEndpoint, origins, loadReviewer, continuation, clock, lingerMs = 1_200 } = options
  const takesPasskeys = (config.approval?.passkey ?? false) !== false
  const accounts = createAccounts({ ...options, takesPasskeys })
  const passkeyApproval = createPasskeyApproval({ ...options, takesPasskeys })
  const passkeySignIn = createPasskeySignIn(options)
  const loadAccess = async (): Promise<AccessControl> => {
    const { createAccessControl } = await import('./access/accessControl.ts')
    return createAccessControl({ ...options, accounts, onPasskeysChanged })
  }

  /** Looks the account up again, because its passkeys approve signatures. Nothing waits for it. */
  function onPasskeysChanged(token: SessionToken): void {
    accounts.useToken(token)
    accounts
      .load()
      .then(passkeyApproval.prepare)
      .catch(() => {})
  }
  const passkeyOffer = createPasskeyOffer({ ...options, history: options.offerHistory })

  /** Returns the signed-in account, or the expired one if a passkey can renew its session. */
  async function loadOrRestore(): Promise<UserAccount> {
    try {
      return await accounts.load()
    } catch (error) {
      const account = isOpenKeyError(error, 'session_expired') && (await accounts.loadExpired())
      if (account && (await passkeyApproval.prepare(account))) return account
      throw error
    }
  }

  async function identify(request: PendingRequest, account: UserAccount): Promise<Identified> {
    const lastKeyId = await origins.lastKeyId(boundOrigin)
    if (request.kind === 'connect') return { signer: selectKey(account, { lastKeyId }) }
    const reviewer = await loadReviewer()
    const address = reviewer.check(request.message)
    const signer = selectKey(account, { keyId: request.keyId, address, lastKeyId })
    const canUsePasskey = () => passkeyApproval.prepare(account)
    const approvalOptions = { isSignedIn: account.token !== undefined, canUsePasskey }
    return { signer, review: await reviewer.review(request.message, signer, approvalOptions) }
  }

  /** S10: where a passkey has to say yes, nothing is sent on the word of a session alone. */
  async function sign({ request: { message }, signer, method }: SignEffect, signal: AbortSignal): Promise<SignedSiwe> {
    const reviewer = await loadReviewer()
    if (method === 'press') {
      const { token } = await accounts.load()
      const { value } = await reviewer.sign({ message, signer, token }, signal).catch(async (error: unknown) => {
        if (isOpenKeyError(error, 'session_expired')) await accounts.forgetSession(token)
        throw error
      })
      return value
    }
    const approval = await passkeyApproval.run(message, signal)
    const token = await accounts.token()
    const { value, session } = await reviewer.sign({ message, signer, token, approval }, signal)
    if (session !== undefined) await accounts.replaceToken(session)
    return value
  }

  return {
    prefetchPasskeyOptions: passkeySignIn.prefetchOptions,
    signOut: accounts.signOut,

    async identifyApproved(request, keyId) {
      const account = await loadOrRestore()
      return account.keys.some(({ id }) => id === keyId) ? identify(request, account) : undefined
    },

    async warmUp() {
      await loadOrRestore()
    },

    async run(effect, signal) {
      const { taskId } = effect
      switch (effect.type) {
        case 'usePasskey':
          accounts.useToken(await passkeySignIn.run(signal))
          return { type: 'signedIn', taskId }
        case 'sendCode':
          await keyEndpoint.sendEmailCode(effect.email, { signal })
          return { type: 'codeSent', taskId }
        case 'useCode':
          accounts.useToken(await keyEndpoint.signInWithEmailCode(effect.email, effect.code, { signal }))
          return { type: 'signedIn', taskId }
        case 'loadAccount': {
          const { request, next } = effect
          const account = await (next === 'finish' ? loadOrRestore() : accounts.load())
          const { token, user } = account
          const canOfferPasskey = next === 'offer' && token !== undefined && passkeyOffer.prepare(user.userId, token)
          return { type: 'accountLoaded', taskId, ...(await identify(request, account)), canOfferPasskey }
        }
        case 'addPasskey': {
          const { token } = await accounts.load()
          const next = await passkeyOffer.accept(token, signal)
          // The user may have left and signed in to another account in the meantime.
          signal.throwIfAborted()
          onPasskeysChanged(next)
          return { type: 'passkeyAdded', taskId }
        }
        case 'sign':
          return { type: 'signed', taskId, value: await sign(effect, signal) }
        case 'continueInWindow':
          return { type: 'continued', taskId, value: await continuation.run(effect, { signal }) }
        case 'loadAccess':
          return { type: 'accessLoaded', taskId, access: await (await loadAccess()).load({ signal }) }
        case 'changeAccess': {
          const access = await loadAccess()
          await access.change(effect.change, signal)
          return { type: 'accessLoaded', taskId, access: await access.load({ signal }) }
        }
        case 'linger':
          await new Promise<void>((resolve) => signal.addEventListener('abort', clock.after(lingerMs, resolve)))
          return { type: 'doneElapsed', taskId }
      }
    },
  }
}
