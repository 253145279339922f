import { OpenKeyError, type Origin, parseOrigin, type Theme } from '@openkey/protocol'

export type OpenKeyOptions = {
  /** Where the widget is served: https, or http on loopback; never this page's own origin. */
  readonly widgetUrl: string
  /** What this app calls itself, at most 64 characters. Shown as a claim beside the proven origin. */
  readonly appName: string
  readonly appearance?: Appearance | undefined
  /** EIP-155 id of the chain accounts are asked for. @default 1 */
  readonly chainId?: number | undefined
  /** How long the widget may take to answer for the first time, in milliseconds. @default 5_000 */
  readonly connectTimeoutMs?: number | undefined
  /** How long a person may take over one screen, in milliseconds. @default 300_000 */
  readonly callTimeoutMs?: number | undefined
}

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
  readonly chainId: number
  readonly connectTimeoutMs: number
  readonly callTimeoutMs: number
}

/** @throws {OpenKeyError} `invalid_params` for what is no URL, `origin_not_allowed` for one we may not frame */
export function readOptions({
  widgetUrl,
  appName,
  appearance = {},
  chainId = 1,
  connectTimeoutMs = 5_000,
  callTimeoutMs = 300_000,
}: OpenKeyOptions): Settings {
  if (!URL.canParse(widgetUrl)) throw new OpenKeyError('invalid_params', 'widgetUrl must be an absolute URL.')
  const widgetOrigin = parseOrigin(new URL(widgetUrl).origin)
  return {
    widgetUrl,
    widgetOrigin,
    appName: appName.slice(0, 64),
    appearance,
    chainId,
    connectTimeoutMs,
    callTimeoutMs,
  }
}
