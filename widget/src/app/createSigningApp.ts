import type { Account, Clock, Handlers, OpenKeyError, Origin, SignedSiwe, WidgetMethods } from '@openkey/protocol'
import { checkChain } from '../domain/checkChain.ts'
import type { DeploymentConfig } from '../domain/deploymentConfig.ts'
import { reduceSigning } from '../domain/signing/reduceSigning.ts'
import type { SigningEffect } from '../domain/signing/signingEffect.ts'
import type { SigningEvent, UserEvent } from '../domain/signing/signingEvent.ts'
import { initialSigningState, type SigningScreen } from '../domain/signing/signingState.ts'
import type { Host } from '../ports/host.ts'
import type { KeyEndpoint } from '../ports/keyEndpoint.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { Passkeys } from '../ports/passkeys.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import { createAccounts } from './accounts.ts'
import type { Appearance } from './appearance.ts'
import { createOpenCalls } from './openCalls.ts'
import { createPasskeyOffer, type OfferMemory } from './passkeyOffer.ts'
import { createPasskeySignIn } from './passkeySignIn.ts'
import { prepareRequest, toOpenKeyError } from './prepareRequest.ts'
import type { Reviewer } from './reviewer.ts'
import { runStep, type StepContext, type StepEffect } from './runStep.ts'
import { createStore, type Store } from './store.ts'

export type SigningAppOptions = {
  /** Pinned at the handshake; everything remembered is remembered for it. */
  readonly boundOrigin: Origin
  readonly config: Pick<DeploymentConfig, 'chains'>
  readonly keyEndpoint: KeyEndpoint
  readonly ledger: OriginLedger
  readonly sessions: SessionStore
  readonly passkeys: Passkeys
  readonly offerMemory: OfferMemory
  readonly loadReviewer: () => Promise<Reviewer>
  readonly host: Pick<Host, 'stage' | 'dismiss'>
  readonly appearance: Store<Appearance>
  readonly clock: Clock
  /** How long a finished request stays on screen if the host does not hide it. @default 1_200 */
  readonly lingerMs?: number | undefined
}

export type SigningApp = {
  /** What the host may call. Every call settles exactly once. */
  readonly handlers: Handlers<WidgetMethods>
  readonly screen: Pick<Store<SigningScreen>, 'get' | 'subscribe'>
  /** What the user did. */
  act(event: UserEvent): void
  /** The channel is gone: fails every open call with `error`. */
  close(error: OpenKeyError): void
  /** Looks a known account up ahead of the first call, so that the call need not wait for it. */
  warmUp(): Promise<void>
}

/** Runs the reducer: events go in, effects come out and are carried out through the ports. */
export function createSigningApp(options: SigningAppOptions): SigningApp {
  const { boundOrigin, config, keyEndpoint, ledger, host, appearance, clock, lingerMs = 1_200 } = options
  const calls = createOpenCalls()
  const accounts = createAccounts(options)
  const passkeySignIn = createPasskeySignIn(options)
  const passkeyOffer = createPasskeyOffer({ ...options, memory: options.offerMemory })
  const screen = createStore<SigningScreen>(initialSigningState.screen)
  const linger = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', clock.after(lingerMs, resolve)))
  const context: StepContext = { ...options, accounts, passkeySignIn, passkeyOffer, keyEndpoint, linger }
  let state = initialSigningState
  let step = new AbortController()

  function dispatch(event: SigningEvent): void {
    const transition = reduceSigning(state, event)
    state = transition.state
    screen.set(state.screen)
    for (const effect of transition.effects) run(effect)
  }

  async function follow(effect: StepEffect): Promise<void> {
    const { signal } = step
    try {
      dispatch(await runStep(effect, context, signal))
    } catch (error) {
      dispatch({ type: 'stepFailed', step: effect.step, error: toOpenKeyError(error) })
    }
  }

  function run(effect: SigningEffect): void {
    switch (effect.type) {
      case 'prepare':
        void prepareRequest(effect.request, context).then((preparation) =>
          dispatch({ type: 'prepared', request: effect.request.id, preparation }),
        )
        return
      case 'abort':
        step.abort()
        step = new AbortController()
        return
      case 'armPasskey':
        passkeySignIn.arm()
        return
      case 'approve':
        void ledger.approve(boundOrigin, { keyId: effect.signer.keyId })
        return
      case 'signOut':
        void accounts.signOut()
        return
      case 'forgetSession':
        void accounts.forget()
        return
      case 'settle':
        calls.settle(effect.call, effect.outcome)
        return
      case 'stage':
        for (const requestId of effect.requestIds) host.stage({ requestId, name: effect.name })
        return
      case 'dismiss':
        for (const requestId of effect.requestIds) host.dismiss({ requestId })
        return
      default:
        void follow(effect)
    }
  }

  return {
    handlers: {
      connect({ requestId, chainId }) {
        checkChain(chainId, config)
        return calls.begin<Account>((call) => dispatch({ type: 'connectCalled', call, requestId, chainId }))
      },
      signSiwe({ requestId, message, keyId }) {
        return calls.begin<SignedSiwe>((call) => dispatch({ type: 'signCalled', call, requestId, message, keyId }))
      },
      cancel({ requestId }) {
        dispatch({ type: 'cancelled', requestId })
        return null
      },
      async disconnect() {
        await ledger.forget(boundOrigin)
        return null
      },
      appearance(change) {
        const { phase } = state.screen
        if (phase !== 'review' && phase !== 'signing') appearance.set({ ...appearance.get(), ...change })
        return null
      },
      ping: () => null,
    },
    screen,
    act: dispatch,
    close: (error) => dispatch({ type: 'channelClosed', error }),
    async warmUp() {
      const isKnown = (await accounts.hasSession()) && (await ledger.approval(boundOrigin)) !== undefined
      if (isKnown) await accounts.load().catch(() => {})
    },
  }
}
