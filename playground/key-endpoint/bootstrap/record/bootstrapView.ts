import type { StepTiming } from '../steps/stepTiming.ts'
import type { BootstrapRow } from './bootstrapStore.ts'

/** What the owner of a key sees of its bootstrap. */
export type BootstrapView = {
  readonly status: 'executing' | 'complete' | 'failed'
  readonly chainId: number
  readonly host: string
  readonly version: string
  readonly startedAt: Date
  readonly updatedAt: Date
  readonly completedAt: Date | null
  readonly errorCode: string | null
  readonly steps: readonly StepTiming[]
}

export function viewBootstrap(row: BootstrapRow): BootstrapView {
  return {
    status: row.status === 'in_progress' ? 'executing' : row.status,
    chainId: row.chainId,
    host: row.tinycloudHost,
    version: row.bootstrapVersion,
    startedAt: row.startedAt,
    updatedAt: row.updatedAt,
    completedAt: row.completedAt,
    errorCode: row.failureCode,
    steps: row.steps,
  }
}
