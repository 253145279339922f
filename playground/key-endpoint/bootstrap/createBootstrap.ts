import { setTimeout as wait } from 'node:timers/promises'
import type { Bootstrap, BootstrapRequest } from './bootstrap.ts'
import { type BootstrapState, createStateMachine, reportOf, type Transition } from './bootstrapState.ts'
import { type BootstrapDependencies, executeAttempt } from './executeAttempt.ts'
import { type Decision, evaluateGates } from './gates/evaluateGates.ts'
import { isTrustedHost } from './gates/isTrustedHost.ts'
import { createLocalAttempts } from './record/localAttempts.ts'

type OpenDecision = Extract<Decision, { type: 'open' }>
type Attempting = { readonly transition: Transition; readonly signal: AbortSignal }

/** Decides after each signature whether the account has to be provisioned, and provisions it once. */
export function createBootstrap(
  dependencies: BootstrapDependencies & { readonly environment: 'development' | 'production' },
): Bootstrap {
  const { settings, environment, store, clock, log } = dependencies
  const isHostTrusted = isTrustedHost(settings.host, environment)
  const localAttempts = createLocalAttempts({ clock, leaseMs: settings.leaseMs })

  /** Claims the account and executes, or waits once for the attempt that holds it. */
  async function attempt(
    { userId, address, sign }: BootstrapRequest,
    { key, signIn }: OpenDecision,
    { transition, signal }: Attempting,
  ): Promise<BootstrapState> {
    const claim = await store.claim({ userId, address }, key)
    if (claim !== undefined) return executeAttempt({ claim, signIn, sign, signal, transition }, dependencies)
    const locked = transition({ type: 'contended' })
    await wait(settings.contentionWaitMs, undefined, { signal })
    const { isComplete } = await store.accountStatus(userId, key)
    return isComplete ? transition({ type: 'foundComplete' }) : locked
  }

  /** Waits for an attempt of this process, as long as for an attempt of another one. */
  async function joinAttempt(
    running: Promise<BootstrapState>,
    { transition, signal }: Attempting,
  ): Promise<BootstrapState> {
    const locked = transition({ type: 'contended' })
    const ended = running.then(reportOf, () => undefined)
    const report = await Promise.race([ended, wait(settings.contentionWaitMs, undefined, { signal })])
    return report?.status === 'complete' ? transition({ type: 'foundComplete' }) : locked
  }

  return {
    async run(request, { signal }) {
      const transition = createStateMachine(log)
      const decision = await evaluateGates(request, { ...dependencies, isHostTrusted })
      if (decision.type === 'refused') {
        transition(decision)
        return reportOf(transition({ type: 'written' }))
      }
      if (decision.type !== 'open') return reportOf(transition(decision))

      const running = localAttempts.find(decision.key)
      if (running !== undefined) return reportOf(await joinAttempt(running, { transition, signal }))
      const started = attempt(request, decision, { transition, signal })
      localAttempts.add(decision.key, started)
      return reportOf(await started)
    },
  }
}
