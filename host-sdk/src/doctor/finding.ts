import type { ErrorCode } from '@openkey/protocol'

/** One thing that keeps the widget from working on a page, or from working well. */
export type Finding = {
  /** The code calls fail with for the same cause, where there is one. */
  readonly code: FindingCode
  /** What is wrong, in a sentence. */
  readonly problem: string
  /** The header, line or setting that mends it, with the real origins in it. */
  readonly fix: string
  /** A warning leaves people a way to sign in. */
  readonly severity: 'error' | 'warning'
}

export type FindingCode = ErrorCode | 'widget_unreachable' | 'page_unreachable' | 'storage_blocked' | 'in_app_browser'
