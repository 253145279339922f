import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Bootstrap, BootstrapRequest } from './bootstrap.ts'
import type { BootstrapSettings } from './bootstrapSettings.ts'
import { type BootstrapState, reportOf } from './bootstrapState.ts'
import { executeAttempt } from './executeAttempt.ts'
import { type Decision, decide } from './gates/evaluateGates.ts'
import { isTrustedHost } from './gates/isTrustedHost.ts'
import type { BootstrapStore } from './record/bootstrapStore.ts'
import { createLocalAttempts } from './record/localAttempts.ts'
import { type Move, startMachine } from './startMachine.ts'

export type BootstrapDependencies = {
  readonly settings: BootstrapSettings
  readonly environment: 'development' | 'production'
  readonly store: BootstrapStore
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly log: Log
}

type Open = Extract<Decision, { type: 'open' }>

/** The orchestrator: decides behind each signature whether an account is to be provisioned, and has it done once. */
export function createBootstrap(dependencies: BootstrapDependencies): Bootstrap {
  const { settings, environment, store, clock, log } = dependencies
  const isHostTrusted = isTrustedHost(settings.host, environment)
  const localAttempts = createLocalAttempts({ clock, leaseMs: settings.leaseMs })

  /** Claims the account and executes, or waits once for whoever has it. */
  async function attempt(
    { userId, address, sign }: BootstrapRequest,
    { key, subject }: Open,
    { move, signal }: { readonly move: Move; readonly signal: AbortSignal },
  ): Promise<BootstrapState> {
    const claim = await store.claim({ userId, address }, key)
    if (claim !== undefined) return executeAttempt({ claim, subject, sign, signal, move }, dependencies)
    const locked = move({ type: 'contended' })
    await wait(settings.contentionWaitMs, undefined, { signal })
    const { isComplete } = await store.standing(userId, key)
    return isComplete ? move({ type: 'foundComplete' }) : locked
  }

  /** Waits for an attempt of this process as long as for one of another. */
  async function joinAttempt(
    running: Promise<BootstrapState>,
    { move, signal }: { readonly move: Move; readonly signal: AbortSignal },
  ): Promise<BootstrapState> {
    const locked = move({ type: 'contended' })
    const ended = running.then(reportOf, () => undefined)
    const report = await Promise.race([ended, wait(settings.contentionWaitMs, undefined, { signal })])
    return report?.status === 'complete' ? move({ type: 'foundComplete' }) : locked
  }

  return {
    async run(request, { signal }) {
      const move = startMachine(log)
      const decision = await decide(request, { ...dependencies, isHostTrusted })
      if (decision.type === 'refused') move(decision)
      if (decision.type !== 'open') return reportOf(move(decision.type === 'refused' ? { type: 'written' } : decision))

      const running = localAttempts.find(decision.key)
      if (running !== undefined) return reportOf(await joinAttempt(running, { move, signal }))
      const started = attempt(request, decision, { move, signal })
      localAttempts.add(decision.key, started)
      return reportOf(await started)
    },
  }
}
