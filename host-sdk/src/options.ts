import { isUrl, OpenKeyError, type Origin, parseOrigin, type SignedSiwe, type Theme } from '@openkey/protocol'

export type OpenKeyOptions = {
  /** Where the widget is served: https, or http on loopback; never this page's own origin. */
  readonly widgetUrl: string
  /** What this app calls itself, 1 to 64 characters. Shown as a claim beside the proven origin. */
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

/**
 * Reads options as JavaScript may give them, and fills in defaults. `null` counts as left out; a number may be a bigint
 * or a text.
 * @throws {OpenKeyError} `invalid_params` naming the field, `origin_not_allowed` for a URL we may not frame
 */
export function readOptions(given: OpenKeyOptions): Settings {
  const { widgetUrl, appName, appearance, presentation, container, chainId, connectTimeoutMs, callTimeoutMs, verify } =
    given ?? {}
  const { theme, locale } = appearance ?? {}
  const settings = {
    appName,
    appearance: { theme: theme ?? undefined, locale: locale ?? undefined },
    presentation: presentation ?? 'auto',
    container: container ?? undefined,
    chainId: Number(chainId ?? 1),
    connectTimeoutMs: Number(connectTimeoutMs ?? 5_000),
    callTimeoutMs: Number(callTimeoutMs ?? 300_000),
    verify: verify ?? (() => {}),
  }
  const isPlaced = container ? container.nodeType === 1 : presentation !== 'inline'
  const rules: readonly Rule[] = [
    ['widgetUrl', widgetUrl, isUrl(widgetUrl), 'an absolute URL'],
    ['appName', appName, isAppName(appName), 'a text of 1 to 64 characters'],
    ['appearance.theme', theme, isOneOf(themes, theme ?? 'auto'), themes],
    ['appearance.locale', locale, isLocale(locale ?? 'de'), 'a language tag such as de-CH'],
    ['presentation', presentation, isOneOf(presentations, settings.presentation), presentations],
    ['container', container, isPlaced, 'an element of the page'],
    ['chainId', chainId, Number.isSafeInteger(settings.chainId) && settings.chainId > 0, 'a number above 0'],
    ['connectTimeoutMs', connectTimeoutMs, settings.connectTimeoutMs > 0, 'a number above 0'],
    ['callTimeoutMs', callTimeoutMs, settings.callTimeoutMs > 0, 'a number above 0'],
    ['verify', verify, typeof settings.verify === 'function', 'a function'],
  ]
  for (const [field, value, fits, rule] of rules) {
    if (fits) continue
    const message = `${field} must be ${rule}, not “${String(value).slice(0, 80)}”.`
    throw new OpenKeyError('invalid_params', message, { details: { field } })
  }
  const { protocol, host, pathname, search } = new URL(widgetUrl)
  // Not the URL's own `origin`: that of a `blob:` URL is the origin of the page that made it.
  const widgetOrigin = parseOrigin(`${protocol}//${host}`)
  return { ...settings, widgetOrigin, widgetUrl: widgetOrigin + pathname + search }
}

type Rule = readonly [field: string, value: unknown, fits: boolean, rule: string]

const themes = 'auto, light, dark'
const presentations = 'dialog, inline, window, auto'

export function isAppName(value: unknown): value is string {
  return typeof value === 'string' && /^(?=.*\S).{1,64}$/s.test(value)
}

export function isTheme(value: string): value is Theme {
  return isOneOf(themes, value)
}

/** Whether a text is a language tag, as the wire takes it. */
export function isLocale(value: string): boolean {
  return /^(?=.{2,35}$)[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(value)
}

function isOneOf(values: string, value: string): boolean {
  return values.split(', ').includes(value)
}
