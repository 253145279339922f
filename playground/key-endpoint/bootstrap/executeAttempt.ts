import type { WallClock } from '@openkey/protocol'
import type { Hex } from 'viem'
import { identifyAccount } from '../../provisioning/account/account.ts'
import { createNodeClient } from '../../provisioning/client/nodeClient.ts'
import { holdLease, LeaseLostError } from '../../provisioning/lease/holdLease.ts'
import { provisionOnce } from '../../provisioning/steps/provisionOnce.ts'
import { type RunSteps, runGroup, type StepTiming } from '../../provisioning/steps/runGroup.ts'
import type { Log } from '../log.ts'
import type { BootstrapSettings } from './bootstrapSettings.ts'
import type { BootstrapState, Transition } from './bootstrapState.ts'
import type { SignIn } from './gates/detectSignIn.ts'
import type { BootstrapKey, BootstrapStore, Claim } from './record/bootstrapStore.ts'

export type BootstrapDependencies = {
  readonly settings: BootstrapSettings
  readonly store: BootstrapStore
  readonly fetch: typeof fetch
  readonly clock: WallClock
  readonly log: Log
}

export type Attempt = {
  readonly claim: Claim
  readonly key: BootstrapKey
  readonly signIn: SignIn
  readonly sign: (message: string) => Hex
  /** Identifies this endpoint to other engines, at the node. */
  readonly engineId: string
  /** Stops the attempt early. */
  readonly signal: AbortSignal
  readonly transition: Transition
}

/**
 * Provisions a claimed account and records the result. Every request and every write requires the lease, so that an
 * attempt whose account has been taken over sends nothing more.
 */
export async function executeAttempt(
  { claim, key, signIn, sign, engineId, signal, transition }: Attempt,
  { settings, store, fetch, clock, log }: BootstrapDependencies,
): Promise<BootstrapState> {
  const { host, requestTimeoutMs, heartbeatMs, domain, sessionLifetimeMs } = settings
  const timings: StepTiming[] = []
  const onTiming = (timing: StepTiming) => {
    timings.push(timing)
    const { step, outcome, durationMs, failure, status } = timing
    const reason = { ...(failure !== undefined && { reason: failure }), ...(status !== undefined && { status }) }
    log({ event: 'bootstrap_step', step, outcome, durationMs, ...reason })
  }

  transition({ type: 'claimed', attemptId: claim.attemptId })
  const renew = async () => (await store.renew(claim, [...timings]))?.expiresAt
  const lease = holdLease({ renew, expiresAt: claim.expiresAt, heartbeatMs, clock })
  const group = { signal: AbortSignal.any([signal, lease.signal]), clock, startedAt: claim.claimedAt, onTiming }
  const call = createNodeClient({ fetch, host, timeoutMs: requestTimeoutMs, check: lease.check })
  try {
    const account = identifyAccount(signIn)
    const provisioning = { account, call, sign, clock, domain, sessionLifetimeMs }
    const runSteps: RunSteps = async (steps) => {
      const results = await runGroup(steps, group)
      await lease.renew()
      return results
    }
    // The marker does not tell versions apart.
    const trustsMarker = !(await store.wasComplete(key))
    await provisionOnce(provisioning, { runSteps, engineId, trustsMarker })
    transition({ type: 'provisioned' })
    if (!(await store.complete(claim, timings))) throw new LeaseLostError('Another attempt holds this account.')
  } catch (error) {
    transition({ type: 'threw' })
    await store.fail(claim, { code: 'tinycloud_bootstrap_failed', reason: reasonOf(error), steps: timings })
  } finally {
    lease.release()
  }
  return transition({ type: 'written' })
}

/** Describes an error without its foreign message, because the reason is stored in the database. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error ? `${error.message} ${error.cause.name}` : error.name
}
