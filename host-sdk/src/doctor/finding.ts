import type { ErrorCode } from '@openkey/protocol'

/**
 * A problem that prevents the widget from working on a page, or from working well.
 * @example
 * for (const { code, problem, fix } of await openkey.diagnose()) console.warn(code, problem, fix)
 */
export type Finding = {
  /** The code that calls reject with for the same reason, if there is one. */
  readonly code: FindingCode
  /** A sentence that describes the problem. */
  readonly problem: string
  /** The header, line or setting that fixes it, with the actual origins. */
  readonly fix: string
  /** Users can still sign in after a warning. */
  readonly severity: 'error' | 'warning'
}

/** Code of a finding: an error code, or one of the doctor's own. */
export type FindingCode =
  | ErrorCode
  | 'widget_unreachable'
  | 'page_unreachable'
  | 'script_unreachable'
  | 'storage_blocked'
  | 'in_app_browser'
