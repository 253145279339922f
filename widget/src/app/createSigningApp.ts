import {
  type Account,
  type Handlers,
  OpenKeyError,
  type Origin,
  type WallClock,
  type WidgetMethods,
} from '@openkey/protocol'
import { createRejectionLimiter } from '../domain/approval/rejectionLimiter.ts'
import type { DeploymentConfig } from '../domain/config/deploymentConfig.ts'
import { checkChain } from '../domain/request/checkChain.ts'
import { isDecision } from '../domain/signing/reduceHostEvent.ts'
import { reduceSigning } from '../domain/signing/reduceSigning.ts'
import type { SigningEffect } from '../domain/signing/signingEffect.ts'
import type { SigningEvent, UserEvent } from '../domain/signing/signingEvent.ts'
import { initialSigningState, isFree, type SigningScreen, type SigningState } from '../domain/signing/signingState.ts'
import type { Host } from '../ports/host.ts'
import type { OriginStore } from '../ports/originStore.ts'
import type { ReviewLock } from '../ports/reviewLock.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import type { AsyncEffect, EffectRunner } from './effectRunner.ts'
import { createOpenCalls } from './openCalls.ts'
import type { MessageReviewer } from './review/messageReviewer.ts'
import { findRequirements, prepareRequest } from './review/prepareRequest.ts'
import { createStore, type Store } from './store.ts'
import { toOpenKeyError } from './toOpenKeyError.ts'

export type SigningAppOptions = {
  /** Pinned at the handshake. All stored data belongs to this origin. */
  readonly boundOrigin: Origin
  readonly config: Pick<DeploymentConfig, 'chains' | 'declines' | 'approval'>
  /** S10: this page's frame can only repeat an earlier approval. */
  readonly isRestricted: boolean
  /** S8: the origin is unknown, so it learns nothing before its approval. */
  readonly isUnknownOrigin: boolean
  readonly origins: OriginStore
  readonly sessions: Pick<SessionStore, 'read'>
  readonly loadReviewer: () => Promise<MessageReviewer>
  readonly loadEffectRunner: () => Promise<EffectRunner>
  readonly host: Pick<Host, 'stage' | 'dismiss'>
  readonly appearance: Store<Appearance>
  readonly lock: ReviewLock
  /**
   * S19: the app opened this page as a window and can close it, which is too late to remember anything. So a decision
   * counts as declined from the moment it is shown until it ends otherwise.
   */
  readonly isClosable: boolean
  readonly clock: WallClock
}

export type SigningApp = {
  /** Handlers for the host's calls. Every call settles exactly once. */
  readonly handlers: Handlers<WidgetMethods>
  readonly screen: Pick<Store<SigningScreen>, 'get' | 'subscribe'>
  /** Dispatches an action of the user. */
  act(event: UserEvent): void
  /** Rejects every open call with `error`, because the channel has closed. */
  close(error: OpenKeyError): void
  /** Loads a known account ahead of the first call. */
  warmUp(): Promise<void>
}

/** Runs the reducer: events go in, effects come out and are carried out through the ports. */
export function createSigningApp(options: SigningAppOptions): SigningApp {
  const { boundOrigin, config, isRestricted, origins, sessions, loadEffectRunner, host, appearance, lock, clock } =
    options
  const calls = createOpenCalls()
  const context = { ...options, rejections: createRejectionLimiter() }
  const screen = createStore<SigningScreen>(initialSigningState.screen)
  let state: SigningState = { ...initialSigningState, isRestricted }
  let task = new AbortController()
  /** Time at which the decision on screen was recorded as declined, on a closable page. */
  let undecidedSince: number | undefined

  function dispatch(event: SigningEvent): void {
    const transition = reduceSigning(state, event)
    state = transition.state
    screen.set(state.screen)
    carryOut(transition.effects)
    if (isFree(state.screen) && state.preparing.length === 0) lock.release()
  }

  /** Writes to storage before it notifies the host, which may remove this document as soon as it has its result. */
  function carryOut(effects: readonly SigningEffect[]): void {
    const writes = [...effects.flatMap((effect) => write(effect) ?? []), ...noteUndecided()]
    const written = writes.length > 0 ? Promise.all(writes) : undefined
    for (const effect of effects) {
      if (written && isNotification(effect)) void written.then(() => run(effect))
      else run(effect)
    }
  }

  function write(effect: SigningEffect): Promise<void> | undefined {
    if (effect.type === 'declined') {
      const isNoted = undecidedSince !== undefined
      undecidedSince = undefined
      return isNoted ? undefined : origins.noteDecline(boundOrigin, clock.now())
    }
    if (effect.type === 'approve') {
      const { keyId, address } = effect.signer
      return origins.approve(boundOrigin, { keyId, address, approvedAt: clock.now() })
    }
    return undefined
  }

  function noteUndecided(): Promise<void>[] {
    const isUndecided = options.isClosable && isDecision(state.screen)
    if (isUndecided === (undecidedSince !== undefined)) return []
    const at = undecidedSince ?? clock.now()
    undecidedSince = isUndecided ? at : undefined
    return [isUndecided ? origins.noteDecline(boundOrigin, at) : origins.withdrawDecline(boundOrigin, at)]
  }

  async function follow(effect: AsyncEffect): Promise<void> {
    const { signal } = task
    try {
      const effectRunner = await loadEffectRunner()
      dispatch(await effectRunner.run(effect, signal))
    } catch (error) {
      dispatch({ type: 'taskFailed', taskId: effect.taskId, error: toOpenKeyError(error) })
    }
  }

  /** Runs work in the background. A failure surfaces in the effect that needs its result. */
  function withEffectRunner(use: (effectRunner: EffectRunner) => void | Promise<void>): void {
    loadEffectRunner()
      .then(use)
      .catch(() => {})
  }

  function run(effect: SigningEffect): void {
    switch (effect.type) {
      case 'prepare':
        void prepareRequest(effect.request, context).then((preparation) =>
          dispatch({ type: 'prepared', request: effect.request.id, preparation, at: clock.now() }),
        )
        return
      case 'abort':
        task.abort()
        task = new AbortController()
        return
      case 'prefetchPasskeyOptions':
        withEffectRunner((effectRunner) => effectRunner.prefetchPasskeyOptions())
        return
      case 'declined':
      case 'approve':
        return
      case 'signOut':
        withEffectRunner((effectRunner) => effectRunner.signOut())
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
      async account({ chainId }) {
        checkChain(chainId, config)
        // S8: without an approval, a restricted page’s request reads nothing about sessions.
        const found = await findRequirements({ kind: 'connect', id: 0 }, { ...context, isRestricted: true })
        if ('signer' in found) return { address: found.signer.address, chainId, keyId: found.signer.keyId }
        throw 'error' in found ? found.error : new OpenKeyError('unauthorized', 'Ask the user first.')
      },
      signSiwe(input) {
        return calls.begin<WidgetMethods['signSiwe']['value']>((call) =>
          dispatch({ ...input, type: 'signCalled', call }),
        )
      },
      cancel({ requestId }) {
        dispatch({ type: 'cancelled', requestId, at: clock.now() })
        return null
      },
      async disconnect() {
        await origins.forget(boundOrigin)
        return null
      },
      appearance(change) {
        if (!isDecision(state.screen) && state.screen.phase !== 'signing') {
          appearance.set({ ...appearance.get(), ...change })
        }
        return null
      },
      ping: () => null,
    },
    screen,
    act: dispatch,
    close: (error) => dispatch({ type: 'channelClosed', error }),
    async warmUp() {
      const approval = await origins.approval(boundOrigin)
      // The first screen of an unknown page needs nothing of sessions.
      if (isRestricted && approval === undefined) return
      if ((await sessions.read()) && approval) withEffectRunner((effectRunner) => effectRunner.warmUp())
    },
  }
}

/** Returns whether the host receives a message for this effect. */
function isNotification({ type }: SigningEffect): boolean {
  return type === 'settle' || type === 'stage' || type === 'dismiss'
}

/** The appearance that the host prefers. The widget ensures contrast and legibility itself. */
export type Appearance = {
  /** Absent or `auto`: the device's preference. */
  readonly theme?: string | undefined
  /** Language tag (BCP 47). English where there is no catalogue for it. */
  readonly locale?: string | undefined
  /** A color such as `#4338ca`. Anything else is ignored, as are unknown words below. */
  readonly accent?: string | undefined
  readonly radius?: string | undefined
  readonly density?: string | undefined
  readonly font?: string | undefined
}
