import { type Clock, isOpenKeyError, type Origin } from '@openkey/protocol'
import type { PendingRequest } from '../domain/signing/pendingRequest.ts'
import type { Continuation } from '../ports/continuation.ts'
import type { KeyEndpoint } from '../ports/keyEndpoint.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { Passkeys } from '../ports/passkeys.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import { type Account, chooseSigner, createAccounts } from './accounts.ts'
import { createPasskeyOffer, type OfferMemory } from './passkeyOffer.ts'
import { createPasskeySignIn } from './passkeySignIn.ts'
import type { Reviewer } from './reviewer.ts'
import type { Identified, Steps } from './steps.ts'

export type StepsOptions = {
  readonly boundOrigin: Origin
  readonly keyEndpoint: KeyEndpoint
  readonly ledger: Pick<OriginLedger, 'lastKeyId'>
  readonly sessions: SessionStore
  readonly passkeys: Passkeys
  readonly continuation: Continuation
  readonly offerMemory: OfferMemory
  readonly loadReviewer: () => Promise<Reviewer>
  readonly clock: Clock
  /** How long a finished request stays on screen if the host does not hide it. @default 1_200 */
  readonly lingerMs?: number | undefined
}

export function createSteps(options: StepsOptions): Steps {
  const { boundOrigin, keyEndpoint, ledger, loadReviewer, continuation, clock, lingerMs = 1_200 } = options
  const accounts = createAccounts(options)
  const passkeySignIn = createPasskeySignIn(options)
  const passkeyOffer = createPasskeyOffer({ ...options, memory: options.offerMemory })

  async function identify(request: PendingRequest, account: Account): Promise<Identified> {
    const lastKeyId = await ledger.lastKeyId(boundOrigin)
    if (request.kind === 'connect') return { signer: chooseSigner(account, { lastKeyId }) }
    const reviewer = await loadReviewer()
    const address = reviewer.check(request.message)
    const signer = chooseSigner(account, { keyId: request.keyId, address, lastKeyId })
    return { signer, review: await reviewer.review(request.message, signer) }
  }

  return {
    armPasskey: passkeySignIn.arm,
    forgetSession: accounts.forget,
    signOut: accounts.signOut,

    async identifyApproved(request, keyId) {
      try {
        const account = await accounts.load()
        return account.keys.some(({ id }) => id === keyId) ? await identify(request, account) : undefined
      } catch (error) {
        if (isOpenKeyError(error, 'session_expired')) await accounts.forget()
        throw error
      }
    },

    async warmUp() {
      await accounts.load()
    },

    async run(effect, signal) {
      const { step } = effect
      switch (effect.type) {
        case 'usePasskey':
          accounts.adopt(await passkeySignIn.run(signal))
          return { type: 'signedIn', step }
        case 'sendCode':
          await keyEndpoint.sendEmailCode(effect.email, { signal })
          return { type: 'codeSent', step }
        case 'useCode':
          accounts.adopt(await keyEndpoint.signInWithEmailCode(effect.email, effect.code, { signal }))
          return { type: 'signedIn', step }
        case 'loadAccount': {
          const account = await accounts.load()
          const canOfferPasskey = effect.mayOffer && passkeyOffer.prepare(account.user.userId, account.token)
          return { type: 'accountLoaded', step, ...(await identify(effect.request, account)), canOfferPasskey }
        }
        case 'addPasskey': {
          const { token } = await accounts.load()
          accounts.adopt(await passkeyOffer.accept(token, signal))
          return { type: 'passkeyAdded', step }
        }
        case 'sign': {
          const [reviewer, { token }] = await Promise.all([loadReviewer(), accounts.load()])
          const { message } = effect.request
          return { type: 'signed', step, value: await reviewer.sign({ message, signer: effect.signer, token }, signal) }
        }
        case 'continueInWindow':
          return { type: 'continued', step, value: await continuation.run(effect, { signal }) }
        case 'linger':
          await new Promise<void>((resolve) => signal.addEventListener('abort', clock.after(lingerMs, resolve)))
          return { type: 'doneElapsed', step }
      }
    },
  }
}
