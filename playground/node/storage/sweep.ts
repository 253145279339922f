import type { WallClock } from '@openkey/protocol'
import { delegationRetentionMs } from '../limits.ts'
import type { BlockCheck } from './blocks/blockCheck.ts'
import type { BlockStore } from './blocks/blockStore.ts'
import type { Database } from './database/database.ts'
import type { DelegationStore } from './delegationStore.ts'
import { createLease } from './lease.ts'
import type { NetworkStore } from './networkStore.ts'
import type { ReplayStore } from './replayStore.ts'

/** Removes expired data and unused objects, and checks some of the stored values. One of several processes does this. */
export type Sweep = {
  /** @returns false if another process does it */
  run(): Promise<boolean>
  /** Leaves it to the next process. */
  stop(): Promise<void>
}

/** Duration of the lease of the sweeping process, and interval of the search for objects without a row, in milliseconds. */
const leaseMs = 180_000
const strayEveryMs = 3_600_000

export function createSweep({
  database,
  delegations,
  replays,
  networks,
  blocks,
  check,
  clock,
  onError,
}: {
  readonly database: Database
  readonly delegations: Pick<DelegationStore, 'forget'>
  readonly replays: Pick<ReplayStore, 'forget'>
  readonly networks: Pick<NetworkStore, 'forgetNonces'>
  readonly blocks: BlockStore | undefined
  readonly check: BlockCheck | undefined
  readonly clock: WallClock
  readonly onError: (error: unknown) => void
}): Sweep {
  const lease = createLease({ database, name: 'sweep', durationMs: leaseMs })
  let nextStrayMs = 0
  let isStarting = true
  return {
    async run() {
      if (!(await lease.hold())) return false
      const nowMs = clock.now()
      await delegations.forget(nowMs - delegationRetentionMs)
      await replays.forget(nowMs)
      await networks.forgetNonces(nowMs)
      await blocks?.collect()
      // The first run is part of the start, which need not wait for it.
      const damaged = isStarting ? [] : ((await check?.run()) ?? [])
      isStarting = false
      for (const name of damaged) onError(new Error(`The stored object ${name} is damaged or missing.`))
      if (Date.now() < nextStrayMs) return true
      nextStrayMs = Date.now() + strayEveryMs
      await blocks?.removeStrays()
      return true
    },
    stop: lease.release,
  }
}
