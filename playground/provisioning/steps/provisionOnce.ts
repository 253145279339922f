import { NodeCallError, type NodeClient } from '../client/nodeClient.ts'
import { type AccountLease, createAccountLease } from '../lease/accountLease.ts'
import { awaitLease } from '../lease/awaitLease.ts'
import { holdLease } from '../lease/holdLease.ts'
import { type LeaseTimes, leaseTimes } from '../lease/leaseTimes.ts'
import { findCompletionMarker } from './findCompletionMarker.ts'
import { type OpenedAccount, openAccount } from './openAccount.ts'
import { provisionAccount } from './provisionAccount.ts'
import type { Provisioning } from './provisioning.ts'
import { type RunSteps, runStep, StepError } from './runGroup.ts'

export type ProvisionOnceOptions = {
  readonly runSteps: RunSteps
  /** Identifies the engine at the node. All its attempts have the same, so that it never waits for itself. */
  readonly engineId: string
  /** Whether an account with a completion marker is left as it is. */
  readonly trustsMarker: boolean
  /** @default leaseTimes */
  readonly times?: LeaseTimes | undefined
}

/** How long a failed attempt tries to end its lease, in milliseconds. */
const releaseTimeoutMs = 2_000

/**
 * Provisions an account, unless it is complete or another engine provisions it. In the second case, waits until that
 * engine has completed the account, and takes over from one that has failed or vanished.
 * @returns `found` if the account was complete before, `provisioned` if it has become complete since
 */
export async function provisionOnce(
  provisioning: Provisioning,
  { runSteps, engineId, trustsMarker, times = leaseTimes }: ProvisionOnceOptions,
): Promise<'found' | 'provisioned'> {
  const opened = await openAccount(provisioning, runSteps)
  const { session, wasHosted } = opened
  const isComplete = async (signal: AbortSignal) =>
    trustsMarker && (await findCompletionMarker(provisioning, session, signal))
  const findMarker = () => runStep(runSteps, { id: 'find-completion-marker', run: isComplete })
  if (wasHosted && (await findMarker())) return 'found'

  const lease = createAccountLease({ provisioning, session, engineId, leaseMs: times.leaseMs })
  const claim = await claimAccount({ lease, isComplete, times, runSteps })
  if (claim === 'complete') return 'provisioned'
  try {
    // Another engine may have completed the account before this one took the lease.
    if (!(await findMarker())) await provisionClaimed(provisioning, { opened, lease, claim, times, runSteps })
  } catch (error) {
    await lease.release(AbortSignal.timeout(releaseTimeoutMs)).catch(() => undefined)
    throw error
  }
  // The account is complete, whatever becomes of the lease.
  await lease.remove(new AbortController().signal).catch(() => undefined)
  return 'provisioned'
}

type ClaimOptions = {
  readonly lease: AccountLease
  readonly isComplete: (signal: AbortSignal) => Promise<boolean>
  readonly times: LeaseTimes
  readonly runSteps: RunSteps
}

/** The expiry of a lease. Without one, an account is provisioned all the same, because every step is idempotent. */
type Claim = number | 'without-lease'

async function claimAccount({ lease, isComplete, times, runSteps }: ClaimOptions): Promise<Claim | 'complete'> {
  let expiresAt: number | undefined
  try {
    expiresAt = await runStep(runSteps, { id: 'account:lease', run: lease.acquire })
  } catch (error) {
    if (error instanceof StepError && error.cause instanceof NodeCallError) return 'without-lease'
    throw error
  }
  if (expiresAt !== undefined) return expiresAt
  const run = (signal: AbortSignal) => awaitLease({ lease, isComplete, times }, signal)
  return runStep(runSteps, { id: 'account:wait', run })
}

type ClaimedOptions = Pick<ClaimOptions, 'lease' | 'times' | 'runSteps'> & {
  readonly opened: OpenedAccount
  readonly claim: Claim
}

/** Provisions while the lease lasts. Sends nothing once it is lost. */
async function provisionClaimed(
  provisioning: Provisioning,
  { opened, lease, claim, times, runSteps }: ClaimedOptions,
): Promise<void> {
  if (claim === 'without-lease' || claim <= provisioning.clock.now()) {
    return provisionAccount(provisioning, opened, runSteps)
  }
  const { heartbeatMs, leaseMs } = times
  const renew = () => lease.renew(AbortSignal.timeout(leaseMs))
  const held = holdLease({ renew, expiresAt: claim, heartbeatMs, clock: provisioning.clock })
  const call: NodeClient = async (request, signal) => {
    held.check()
    return provisioning.call(request, AbortSignal.any([signal, held.signal]))
  }
  try {
    await provisionAccount({ ...provisioning, call }, opened, runSteps)
  } finally {
    held.release()
  }
}
