import type { ErrorCode } from '@openkey/protocol'
import type { Presentation } from '../options.ts'
import type { HidingRule } from './findHidingRule.ts'

/** Response headers by lower-case name. Values of one name are joined by commas, as in `fetch`. */
export type HeaderValues = Readonly<Record<string, string>>

/** Known facts about a page and its widget. A missing field is unknown, and no rule draws a conclusion from it. */
export type Observations = { readonly page: PageObservations; readonly widget: WidgetObservations }

export type PageObservations = {
  readonly url: string
  /** As the browser serialises it; `null` in a sandbox without `allow-same-origin`. */
  readonly origin: string
  /** Whether the page is a secure context. */
  readonly isSecure: boolean
  readonly headers?: HeaderValues | undefined
  /** Content of each `<meta http-equiv="Content-Security-Policy">`. */
  readonly metaPolicies?: readonly string[] | undefined
  /** Policies that have blocked the frame. */
  readonly violatedPolicies?: readonly string[] | undefined
  /** @default 'auto' */
  readonly presentation?: Presentation | undefined
  readonly isIsolated?: boolean | undefined
  readonly isNested?: boolean | undefined
  /** Features that the browser would deny to a frame of the widget. */
  readonly deniedFeatures?: readonly string[] | undefined
  /** The rule, attribute or inline style that hides the parent of the widget. */
  readonly hiding?: HidingRule | undefined
  readonly hasStorage?: boolean | undefined
  /** State of the permission to reach this device, if the browser reports it. */
  readonly localNetwork?: PermissionState | undefined
  readonly userAgent?: string | undefined
}

export type WidgetObservations = {
  readonly url: string
  readonly origin: string
  /** https, or http on loopback. */
  readonly isSecure: boolean
  /** Response of the widget's server, after redirects. In a browser, only whether it responded. */
  readonly response?: WidgetResponse | undefined
  /** Result of calling the widget in a frame of this page. */
  readonly probe?: 'ok' | ProbeFailure | undefined
}

export type WidgetResponse =
  | { readonly failure: string }
  | { readonly url: string; readonly status: number; readonly headers: HeaderValues }

/** Code, message and details of the `OpenKeyError` that the call rejected with. */
export type ProbeFailure = {
  readonly code: ErrorCode
  readonly message: string
  readonly expected?: string | undefined
  readonly received?: string | undefined
}

/** Returns whether the widget opens in a window on this page, so that rules about frames do not apply. */
export function usesWindow({
  presentation = 'auto',
  isNested,
}: Pick<PageObservations, 'presentation' | 'isNested'>): boolean {
  return presentation === 'window' || (presentation === 'auto' && isNested === true)
}
