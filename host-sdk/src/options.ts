import {
  type Density,
  type Font,
  isUrl,
  OpenKeyError,
  type Origin,
  parseOrigin,
  type Radius,
  type SignedSiwe,
  type Theme,
} from '@openkey/protocol'

/** Options of `createOpenKey`. */
export type OpenKeyOptions = {
  /** URL of the widget: https, or http on loopback. Must not be on the origin of this page. */
  readonly widgetUrl: string
  /** Name of this app, 1 to 64 characters. Shown next to the verified origin. */
  readonly appName: string
  readonly appearance?: Appearance | undefined
  /**
   * Where the widget is shown. `auto` is inline with a container, a window if this page is inside a frame, and a dialog
   * otherwise. If the browser blocks the frame, `auto` offers the user a window.
   * @default 'auto'
   */
  readonly presentation?: Presentation | undefined
  /** Parent of an inline frame, which takes the container's width and the height of its content. */
  readonly container?: HTMLElement | undefined
  /** [EIP-155](https://eips.ethereum.org/EIPS/eip-155) id of the chain of the account. @default 1 */
  readonly chainId?: number | undefined
  /** Time for the first response of the widget, in milliseconds. @default 5_000 */
  readonly connectTimeoutMs?: number | undefined
  /** Time for the user to answer one screen, in milliseconds. @default 300_000 */
  readonly callTimeoutMs?: number | undefined
  /**
   * Verifies each signature again before a call resolves, for example with `verifySigned` of
   * `@openkey/host-sdk/verify`. If it throws, the call rejects with `signature_invalid`. @default no further check,
   * since the widget has verified it
   */
  readonly verify?: Verify | undefined
  /**
   * Warns in the console of each failed call, with its fix, and of options that do not exist. @default true on a page of
   * this device, such as `http://localhost:5173`
   */
  readonly debug?: boolean | undefined
}

/** Where the widget is shown. */
export type Presentation = 'dialog' | 'inline' | 'window' | 'auto'

/** Verifies a signature. Throws, or returns a rejected promise, if it is invalid. */
export type Verify = (signed: SignedSiwe) => unknown

/** Appearance of the widget. The widget ignores a style that does not exist, and the SDK warns of it during development. */
export type Appearance = {
  /** Color scheme. @default 'auto' */
  readonly theme?: Theme | undefined
  /**
   * Language of the widget, as a [BCP 47](https://www.rfc-editor.org/info/bcp47) tag, for example `de-CH`. The widget
   * speaks Arabic, Chinese (simplified), English, French, German, Japanese, Portuguese (Brazil) and Spanish, and English
   * for every other tag. @default the language of the browser
   */
  readonly locale?: string | undefined
  /**
   * Color of the main buttons, of the focus and of the brand, such as `#4338ca`. Where its contrast is below WCAG AA, the
   * widget makes it darker or lighter. Colors of errors and warnings do not change. @default OpenKey's green
   */
  readonly accent?: string | undefined
  /** Corners of buttons, fields and notices. @default 'medium' */
  readonly radius?: Radius | undefined
  /** Size of the controls, and space around them. Text keeps its size. @default 'comfortable' */
  readonly density?: Density | undefined
  /** Fonts of the device. Text from your app, above all its host, stays in the system's font. @default 'system' */
  readonly font?: Font | undefined
}

/** Validated options with defaults, and the widget's origin. */
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
  readonly debug: boolean | undefined
}

/**
 * Validates options and fills in defaults. Callers may be untyped: `null` counts as omitted, and a number may be a
 * bigint or a string.
 * @throws {OpenKeyError} `invalid_params` naming the option; `origin_not_allowed` for a URL that cannot be framed
 */
export function readOptions(given: OpenKeyOptions): Settings {
  const {
    widgetUrl,
    appName,
    appearance,
    presentation,
    container,
    chainId,
    connectTimeoutMs,
    callTimeoutMs,
    verify,
    debug,
  } = given ?? {}
  const { theme, locale } = appearance ?? {}
  const settings = {
    appName,
    appearance: { ...appearance, locale: locale && String(locale).replaceAll('_', '-') },
    presentation: presentation ?? 'auto',
    container: container ?? undefined,
    chainId: Number(String(chainId ?? 1)),
    connectTimeoutMs: Number(String(connectTimeoutMs ?? 5_000)),
    callTimeoutMs: Number(String(callTimeoutMs ?? 300_000)),
    verify: verify ?? (() => {}),
    debug: debug ?? undefined,
  }
  const { nodeType } = container ?? { nodeType: presentation === 'inline' ? 0 : 1 }
  const rules: readonly Rule[] = [
    ['widgetUrl', widgetUrl, isUrl(widgetUrl), 'an absolute URL'],
    ['appName', appName, isAppName(appName), '1 to 64 characters'],
    ['appearance', appearance, typeof (appearance ?? {}) === 'object' && !Array.isArray(appearance), 'an object'],
    ['appearance.theme', theme, isOneOf(themes, theme ?? 'auto'), themes],
    ['appearance.locale', locale, isLocale(locale ?? 'auto'), 'a language tag such as de-CH'],
    ['presentation', presentation, isOneOf(presentations, settings.presentation), presentations],
    ['container', container, nodeType === 1, 'an element'],
    ['chainId', chainId, Number.isSafeInteger(settings.chainId) && settings.chainId > 0, 'a number above 0'],
    ['connectTimeoutMs', connectTimeoutMs, settings.connectTimeoutMs > 0, 'a number above 0'],
    ['callTimeoutMs', callTimeoutMs, settings.callTimeoutMs > 0, 'a number above 0'],
    ['verify', verify, typeof settings.verify === 'function', 'a function'],
  ]
  checkRules(rules)
  const { protocol, host, pathname, search } = new URL(widgetUrl)
  // Not the URL's own `origin`: that of a `blob:` URL is the origin of the page that made it.
  const widgetOrigin = parseOrigin(`${protocol}//${host}`)
  return { ...settings, widgetOrigin, widgetUrl: widgetOrigin + pathname + search }
}

type Rule = readonly [field: string, value: unknown, fits: boolean, rule: string]

/** @throws {OpenKeyError} `invalid_params` for the first rule that its value does not fit */
export function checkRules(rules: readonly Rule[]): void {
  for (const [field, value, fits, rule] of rules) {
    if (fits) continue
    const message = `${field} must be ${rule}, not “${String(value).slice(0, 80)}”.`
    throw new OpenKeyError('invalid_params', message, { details: { field } })
  }
}

const themes = 'auto, light, dark'
const presentations = 'dialog, inline, window, auto'

export function isAppName(value: unknown): value is string {
  return typeof value === 'string' && /^(?=.*\S).{1,64}$/s.test(value)
}

export function isTheme(value: string): value is Theme {
  return isOneOf(themes, value)
}

/** Returns whether a value is a language tag. Its parts may be separated by `_`, as in POSIX. */
export function isLocale(value: unknown): boolean {
  return typeof value === 'string' && /^(?=.{2,35}$)[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(value)
}

function isOneOf(values: string, value: string): boolean {
  return values.split(', ').includes(value)
}
