import { type Clock, isOpenKeyError, type Origin, type SignedSiwe } from '@openkey/protocol'
import type { DeploymentConfig } from '../domain/config/deploymentConfig.ts'
import type { PendingRequest } from '../domain/signing/signingState.ts'
import type { Continuation } from '../ports/continuation.ts'
import type { KeyEndpoint, SessionToken } from '../ports/keyEndpoint.ts'
import type { OriginStore } from '../ports/originStore.ts'
import type { Passkeys } from '../ports/passkeys.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import type { AccessControl } from './access/accessControl.ts'
import type { AsyncEffect, EffectRunner, Identified } from './effectRunner.ts'
import { createPasskeyApproval } from './passkeys/passkeyApproval.ts'
import { createPasskeyOffer, type OfferHistory } from './passkeys/passkeyOffer.ts'
import type { MessageReviewer } from './review/messageReviewer.ts'
import { createAccounts, selectKey, type UserAccount } from './signIn/accounts.ts'
import { createPasskeySignIn } from './signIn/passkeySignIn.ts'

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

  /** The account is looked up afresh: its passkeys approve signatures. Nobody waits for it. */
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
