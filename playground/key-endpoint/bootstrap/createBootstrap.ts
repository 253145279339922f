import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { isLoopback, type WallClock } from '@openkey/protocol'
import type { Bootstrap, BootstrapRequest } from './bootstrap.ts'
import { type BootstrapState, createStateMachine, reportOf, type Transition } from './bootstrapState.ts'
import { type BootstrapDependencies, executeAttempt } from './executeAttempt.ts'
import { type Decision, evaluateGates } from './gates/evaluateGates.ts'
import type { BootstrapKey } from './record/bootstrapStore.ts'

type OpenDecision = Extract<Decision, { type: 'open' }>
type Attempting = { readonly transition: Transition; readonly signal: AbortSignal }

/** Decides after each signature whether the account has to be provisioned, and provisions it once. */
export function createBootstrap(
  dependencies: BootstrapDependencies & { readonly environment: 'development' | 'production' },
): Bootstrap {
  const { settings, environment, store, clock, log } = dependencies
  const isHostTrusted = isTrustedHost(settings.host, environment)
  const engineId = randomUUID()
  const localAttempts = createLocalAttempts({ clock, leaseMs: settings.leaseMs })

  /** Claims the account and executes, or waits once for the attempt that holds it. */
  async function attempt(
    { userId, address, sign }: BootstrapRequest,
    { key, signIn }: OpenDecision,
    { transition, signal }: Attempting,
  ): Promise<BootstrapState> {
    const claim = await store.claim({ userId, address }, key)
    if (claim !== undefined)
      return executeAttempt({ claim, key, signIn, sign, engineId, signal, transition }, dependencies)
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

const hostedNodes = new Set(['https://node.tinycloud.xyz', 'https://tee.node.tinycloud.xyz'])

/**
 * Checks that accounts may be provisioned on a node: one of the hosted nodes or, outside production, one on loopback.
 */
export function isTrustedHost(host: string, environment: 'development' | 'production'): boolean {
  if (!URL.canParse(host)) return false
  const { origin, hostname, protocol } = new URL(host)
  if (origin !== host) return false
  if (hostedNodes.has(origin)) return true
  // A node may listen on IPv6. Browsers, which `isLoopback` follows, load no page from there.
  const isLocal = isLoopback(hostname) || hostname === '[::1]'
  return environment !== 'production' && isLocal && (protocol === 'http:' || protocol === 'https:')
}

/**
 * The attempts of this process. A concurrent request waits for the running attempt without a claim in the database, and
 * sees its result immediately. Only the database decides which attempt executes.
 */
type LocalAttempts = {
  /** Returns the running attempt, unless it is older than its first lease. */
  readonly find: (key: BootstrapKey) => Promise<BootstrapState> | undefined
  readonly add: (key: BootstrapKey, attempt: Promise<BootstrapState>) => void
}

export function createLocalAttempts({
  clock,
  leaseMs,
}: {
  readonly clock: WallClock
  readonly leaseMs: number
}): LocalAttempts {
  const attempts = new Map<string, { readonly end: Promise<BootstrapState>; readonly expiresAt: number }>()
  const nameOf = ({ keyId, chainId, host, version }: BootstrapKey) => JSON.stringify([keyId, chainId, host, version])

  return {
    find(key) {
      const attempt = attempts.get(nameOf(key))
      return attempt !== undefined && clock.now() < attempt.expiresAt ? attempt.end : undefined
    },
    add(key, end) {
      const name = nameOf(key)
      const attempt = { end, expiresAt: clock.now() + leaseMs }
      attempts.set(name, attempt)
      const forget = () => {
        if (attempts.get(name) === attempt) attempts.delete(name)
      }
      end.then(forget, forget)
    },
  }
}
