import { OpenKeyError, type Origin, parseOrigin, type SignedSiwe, type Theme } from '@openkey/protocol'

export type OpenKeyOptions = {
  /** Where the widget is served: https, or http on loopback; never this page's own origin. */
  readonly widgetUrl: string
  /** What this app calls itself, at most 64 characters. Shown as a claim beside the proven origin. */
  readonly appName: string
  readonly appearance?: Appearance | undefined
  /**
   * Where the widget is shown. `auto` is inline where there is a container, a window where this page is itself in a
   * frame, else a dialog; and where the browser refuses the frame, the user is offered a window.
   * @default 'auto'
   */
  readonly presentation?: Presentation | undefined
  /** Where an inline frame lives. It takes the container's width, and a height of its own. */
  readonly container?: HTMLElement | undefined
  /** EIP-155 id of the chain accounts are asked for. @default 1 */
  readonly chainId?: number | undefined
  /** How long the widget may take to answer for the first time, in milliseconds. @default 5_000 */
  readonly connectTimeoutMs?: number | undefined
  /** How long a person may take over one screen, in milliseconds. @default 300_000 */
  readonly callTimeoutMs?: number | undefined
  /**
   * Looks at a signature once more before it is handed out, for example `verifySigned` of `@openkey/host-sdk/verify`.
   * Where it throws, the call fails with `signature_invalid`. @default the widget's own recovery is trusted
   */
  readonly verify?: Verify | undefined
}

export type Presentation = 'dialog' | 'inline' | 'window' | 'auto'

export type Verify = (signed: SignedSiwe) => unknown

export type Appearance = {
  /** @default 'auto' */
  readonly theme?: Theme | undefined
  /** BCP 47 tag, for example `de-CH`. */
  readonly locale?: string | undefined
}

/** Options with defaults filled in, and the widget's origin beside its URL. */
export type Settings = {
  readonly widgetUrl: string
  readonly widgetOrigin: Origin
  readonly appName: string
  readonly appearance: Appearance
  readonly presentation: Presentation
  readonly container: HTMLElement | undefined
  readonly chainId: number
  readonly connectTimeoutMs: number
  readonly callTimeoutMs: number
  readonly verify: Verify
}

/** @throws {OpenKeyError} `invalid_params` naming the field, `origin_not_allowed` for a URL we may not frame */
export function readOptions({
  widgetUrl,
  appName,
  appearance = {},
  presentation = 'auto',
  container,
  chainId = 1,
  connectTimeoutMs = 5_000,
  callTimeoutMs = 300_000,
  verify = () => {},
}: OpenKeyOptions): Settings {
  if (!URL.canParse(widgetUrl)) throw invalid('widgetUrl', 'must be an absolute URL')
  if (presentation === 'inline' && container === undefined) throw invalid('container', 'must be an element of the page')
  return {
    widgetUrl,
    widgetOrigin: parseOrigin(new URL(widgetUrl).origin),
    appName: appName.slice(0, 64),
    appearance,
    presentation,
    container,
    chainId,
    connectTimeoutMs,
    callTimeoutMs,
    verify,
  }
}

function invalid(field: string, rule: string): OpenKeyError {
  return new OpenKeyError('invalid_params', `${field} ${rule}.`, { details: { field } })
}
