import type { ErrorCode } from '@openkey/protocol'
import type { Presentation } from '../options.ts'
import type { HidingRule } from './hidingRule.ts'

/** Response headers by their names in lower case; values of one name are joined by commas, as `fetch` does. */
export type HeaderValues = Readonly<Record<string, string>>

/** What is known of a page and its widget. What is left out is unknown, and nothing is concluded from it. */
export type Facts = { readonly page: PageFacts; readonly widget: WidgetFacts }

export type PageFacts = {
  readonly url: string
  /** As the browser serialises it; `null` in a sandbox without `allow-same-origin`. */
  readonly origin: string
  /** A secure context, as browsers see it. */
  readonly isSecure: boolean
  readonly headers?: HeaderValues | undefined
  /** Of each `<meta http-equiv="Content-Security-Policy">`. */
  readonly metaPolicies?: readonly string[] | undefined
  /** Policies that were seen to refuse the frame. */
  readonly brokenPolicies?: readonly string[] | undefined
  /** @default 'auto' */
  readonly presentation?: Presentation | undefined
  readonly isIsolated?: boolean | undefined
  readonly isNested?: boolean | undefined
  /** Features a frame of the widget's would lack, as the browser says. */
  readonly refusedFeatures?: readonly string[] | undefined
  /** The rule, attribute or inline style that hides the place of the widget. */
  readonly hiding?: HidingRule | undefined
  readonly hasStorage?: boolean | undefined
  /** State of the permission to reach this device, if the browser reports it. */
  readonly localNetwork?: PermissionState | undefined
  readonly userAgent?: string | undefined
}

export type WidgetFacts = {
  readonly url: string
  readonly origin: string
  /** https, or http on loopback. */
  readonly isSecure: boolean
  /** What its server answered, after redirects; in a browser only whether it did. */
  readonly response?: WidgetResponse | undefined
  /** How the widget answered from a frame of this page: that it is well, or what a call fails with. */
  readonly answer?: 'well' | WidgetFailure | undefined
}

export type WidgetResponse =
  | { readonly failure: string }
  | { readonly url: string; readonly status: number; readonly headers: HeaderValues }

/** Of an `OpenKeyError`. */
export type WidgetFailure = {
  readonly code: ErrorCode
  readonly message: string
  readonly expected?: string | undefined
  readonly received?: string | undefined
}
