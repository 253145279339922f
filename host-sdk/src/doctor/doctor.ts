import type { Clock } from '@openkey/protocol'
import type { Settings } from '../options.ts'
import type { HostPage } from '../page/hostPage.ts'
import type { Finding } from './finding.ts'

/** The instance to diagnose. */
export type DiagnoseInput = {
  readonly settings: Settings
  readonly page: HostPage
  readonly clock: Clock
  /** Aborts when the caller stops waiting. */
  readonly signal: AbortSignal
}

/** Implements `openkey.diagnose()`. */
export type Doctor = (input: DiagnoseInput) => Promise<readonly Finding[]>
