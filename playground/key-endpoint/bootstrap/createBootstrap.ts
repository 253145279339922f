import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Bootstrap } from './bootstrap.ts'
import type { BootstrapSettings } from './bootstrapSettings.ts'
import { reportOf } from './bootstrapState.ts'
import { decide } from './decide.ts'
import { executeAttempt } from './executeAttempt.ts'
import { isTrustedHost } from './gates/isTrustedHost.ts'
import type { BootstrapStore } from './record/bootstrapStore.ts'
import { startMachine } from './startMachine.ts'

export type BootstrapDependencies = {
  readonly settings: BootstrapSettings
  readonly environment: 'development' | 'production'
  readonly store: BootstrapStore
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly log: Log
}

/** The orchestrator: decides behind each signature whether an account is to be provisioned, and has it done once. */
export function createBootstrap(dependencies: BootstrapDependencies): Bootstrap {
  const { settings, environment, store, log } = dependencies
  const isHostTrusted = isTrustedHost(settings.host, environment)

  return {
    async run(request, { signal }) {
      const move = startMachine(log)
      const decision = await decide(request, { ...dependencies, isHostTrusted })
      if (decision.type === 'refused') move(decision)
      if (decision.type !== 'open') return reportOf(move(decision.type === 'refused' ? { type: 'written' } : decision))

      const { userId, address, sign } = request
      const { key, subject } = decision
      const claim = await store.claim({ userId, address }, key)
      if (claim !== undefined)
        return reportOf(await executeAttempt({ claim, subject, sign, signal, move }, dependencies))

      const locked = move({ type: 'contended' })
      await wait(settings.contentionWaitMs, undefined, { signal })
      const { isComplete } = await store.standing(userId, key)
      return reportOf(isComplete ? move({ type: 'foundComplete' }) : locked)
    },
  }
}
