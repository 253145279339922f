import type { SigningEffect } from '../domain/signing/signingEffect.ts'
import type { EffectEvent } from '../domain/signing/signingEvent.ts'
import type { KeyEndpoint } from '../ports/keyEndpoint.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { PasskeyOffer } from './passkeyOffer.ts'
import type { PasskeySignIn } from './passkeySignIn.ts'
import { identify, type RequestContext } from './prepareRequest.ts'

/** Effects that take time and answer with an event of their step. */
export type StepEffect = Extract<SigningEffect, { readonly step: number }>

export type StepContext = RequestContext & {
  readonly keyEndpoint: Pick<KeyEndpoint, 'sendEmailCode' | 'signInWithEmailCode'>
  readonly ledger: OriginLedger
  readonly passkeySignIn: PasskeySignIn
  readonly passkeyOffer: PasskeyOffer
  /** Resolves after the time a finished request stays on screen. */
  readonly linger: (signal: AbortSignal) => Promise<void>
}

/** Runs one step. Rejects with whatever went wrong; the caller names it. */
export async function runStep(effect: StepEffect, context: StepContext, signal: AbortSignal): Promise<EffectEvent> {
  const { step } = effect
  const { keyEndpoint, accounts, passkeySignIn, passkeyOffer } = context
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
      const account = await accounts.load(signal)
      const identified = await identify(effect.request, account, context)
      const canOfferPasskey = effect.mayOffer && passkeyOffer.prepare(account.user.userId, account.token)
      return { type: 'accountLoaded', step, ...identified, canOfferPasskey }
    }
    case 'addPasskey': {
      const { token } = await accounts.load(signal)
      accounts.adopt(await passkeyOffer.accept(token, signal))
      return { type: 'passkeyAdded', step }
    }
    case 'sign': {
      const [reviewer, { token }] = await Promise.all([context.loadReviewer(), accounts.load(signal)])
      const { message } = effect.request
      return { type: 'signed', step, value: await reviewer.sign({ message, signer: effect.signer, token }, signal) }
    }
    case 'linger':
      await context.linger(signal)
      return { type: 'doneElapsed', step }
  }
}
