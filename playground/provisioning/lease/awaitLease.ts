import { setTimeout as wait } from 'node:timers/promises'
import { NodeCallError } from '../client/nodeClient.ts'
import type { AccountLease } from './accountLease.ts'
import type { LeaseTimes } from './leaseTimes.ts'

/** Another engine has held the account for longer than this one waits. */
export class AccountBusyError extends Error {
  override readonly name = 'AccountBusyError'
}

export type AwaitLeaseOptions = {
  readonly lease: Pick<AccountLease, 'acquire'>
  /** Returns whether the account is complete. */
  readonly isComplete: (signal: AbortSignal) => Promise<boolean>
  readonly times: Pick<LeaseTimes, 'pollMs' | 'waitMs'>
}

/**
 * Waits while another engine provisions the account, until that engine has completed it, or has failed or vanished.
 * @returns the expiry of the lease, which this engine then holds, or `complete`
 * @throws {AccountBusyError}
 */
export async function awaitLease(
  { lease, isComplete, times: { pollMs, waitMs } }: AwaitLeaseOptions,
  signal: AbortSignal,
): Promise<number | 'complete'> {
  for (let waitedMs = 0; waitedMs < waitMs; waitedMs += pollMs) {
    await wait(pollMs, undefined, { signal })
    if (await isComplete(signal)) return 'complete'
    const expiresAt = await lease.acquire(signal).catch(ignoreNodeFailure)
    if (expiresAt !== undefined) return expiresAt
  }
  throw new AccountBusyError('Another program or the key endpoint is still creating this account.')
}

function ignoreNodeFailure(error: unknown): undefined {
  if (!(error instanceof NodeCallError)) throw error
}
