import type { Hex } from 'viem'
import { createAccount } from './account/account.ts'
import type { BootstrapState } from './bootstrapState.ts'
import { createNodeClient } from './client/nodeClient.ts'
import type { BootstrapDependencies } from './createBootstrap.ts'
import type { Subject } from './gates/subject.ts'
import type { Claim } from './record/bootstrapStore.ts'
import { holdLease, LeaseLostError } from './record/holdLease.ts'
import type { Move } from './startMachine.ts'
import { provisionAccount } from './steps/provisionAccount.ts'
import { runGroup } from './steps/runGroup.ts'
import type { StepTiming } from './steps/stepTiming.ts'

export type Attempt = {
  readonly claim: Claim
  readonly subject: Subject
  readonly sign: (message: string) => Hex
  /** Ends the attempt early. */
  readonly signal: AbortSignal
  readonly move: Move
}

/**
 * Provisions a claimed account and records how it went. Everything it sends and writes needs the lease, so that an
 * attempt which was taken over ends without a further word.
 */
export async function executeAttempt(
  { claim, subject, sign, signal, move }: Attempt,
  { settings, store, fetch, clock, log }: BootstrapDependencies,
): Promise<BootstrapState> {
  const { host, requestTimeoutMs, heartbeatMs, domain, sessionLifetimeMs } = settings
  const steps: StepTiming[] = []
  const onTiming = (timing: StepTiming) => {
    steps.push(timing)
    const { step, outcome, durationMs, failure, status } = timing
    const reason = { ...(failure !== undefined && { reason: failure }), ...(status !== undefined && { status }) }
    log({ event: 'bootstrap_step', step, outcome, durationMs, ...reason })
  }

  move({ type: 'claimed', attemptId: claim.attemptId })
  const lease = holdLease({ store, claim, heartbeatMs, clock, steps: () => [...steps] })
  const group = { signal: AbortSignal.any([signal, lease.signal]), clock, startedAt: claim.claimedAt, onTiming }
  const call = createNodeClient({ fetch, host, timeoutMs: requestTimeoutMs, check: lease.check })
  try {
    const account = createAccount(subject)
    await provisionAccount({ account, call, sign, clock, domain, sessionLifetimeMs }, async (group_) => {
      const results = await runGroup(group_, group)
      await lease.renew(steps)
      return results
    })
    move({ type: 'provisioned' })
    if (!(await store.complete(claim, steps))) throw new LeaseLostError('Another attempt holds this account.')
  } catch (error) {
    move({ type: 'threw' })
    await store.fail(claim, { code: 'tinycloud_bootstrap_failed', reason: reasonOf(error), steps })
  } finally {
    lease.release()
  }
  return move({ type: 'written' })
}

/** A sentence of ours: what came from elsewhere stays out of the database. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error ? `${error.message} ${error.cause.name}` : error.name
}
