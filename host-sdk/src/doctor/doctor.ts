import type { Clock } from '@openkey/protocol'
import type { Settings } from '../options.ts'
import type { HostPage } from '../page/hostPage.ts'
import type { Finding } from './finding.ts'

/** An instance of the SDK that is to be looked at. */
export type Patient = {
  readonly settings: Settings
  readonly page: HostPage
  readonly clock: Clock
  /** Fires when nobody waits any more. */
  readonly signal: AbortSignal
}

export type Doctor = (patient: Patient) => Promise<readonly Finding[]>
