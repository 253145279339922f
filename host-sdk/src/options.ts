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
   * Warns in the console of each failed call, with its fix, and of an accent that the widget changes. @default true on a
   * page of this device, such as `http://localhost:5173`
   */
  readonly debug?: boolean | undefined
}

/** Where the widget is shown. */
export type Presentation = 'dialog' | 'inline' | 'window' | 'auto'

/** Verifies a signature. Throws, or returns a rejected promise, if it is invalid. */
export type Verify = (signed: SignedSiwe) => unknown

/** Appearance of the widget. A widget older than this SDK ignores the members that it does not know. */
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
  const options = checkOptions(given ?? {}, optionRules)
  const { widgetUrl, appName, presentation = 'auto', container } = options
  const appearance = checkOptions(options.appearance ?? {}, appearanceRules, 'appearance.')
  if (presentation === 'inline') checkRules([['container', container, container, 'an element']])
  const { protocol, host, pathname, search } = new URL(widgetUrl)
  // Not the URL's own `origin`: that of a `blob:` URL is the origin of the page that made it.
  const widgetOrigin = parseOrigin(`${protocol}//${host}`)
  return {
    widgetUrl: widgetOrigin + pathname + search,
    widgetOrigin,
    appName,
    appearance: { ...appearance, locale: appearance.locale?.replaceAll('_', '-') },
    presentation,
    container,
    chainId: Number(options.chainId ?? 1),
    connectTimeoutMs: Number(options.connectTimeoutMs ?? 5_000),
    callTimeoutMs: Number(options.callTimeoutMs ?? 300_000),
    verify: options.verify ?? (() => {}),
    debug: options.debug,
  }
}

type OptionRule = readonly [fits: (value: unknown) => unknown, rule: string]

const optionRules: Readonly<Record<keyof OpenKeyOptions, OptionRule>> = {
  widgetUrl: [(value) => isUrl(String(value)), 'an absolute URL'],
  appName: [isAppName, '1 to 64 characters'],
  appearance: [(value) => typeof value === 'object' && !Array.isArray(value), 'an object'],
  presentation: oneOf('dialog, inline, window, auto'),
  container: [(value) => Reflect.get(Object(value), 'nodeType') === 1, 'an element'],
  chainId: [(value) => isPositive(value) && Number.isSafeInteger(Number(value)), 'a number above 0'],
  connectTimeoutMs: [isPositive, 'a number above 0'],
  callTimeoutMs: [isPositive, 'a number above 0'],
  verify: [(value) => typeof value === 'function', 'a function'],
  debug: [(value) => typeof value === 'boolean', 'true or false'],
}

export const appearanceRules: Readonly<Record<keyof Appearance, OptionRule>> = {
  theme: oneOf('auto, light, dark'),
  locale: [isLocale, 'a language tag such as de-CH'],
  accent: [isColor, 'a color such as #4338ca'],
  radius: oneOf('none, small, medium, large'),
  density: oneOf('comfortable, compact'),
  font: oneOf('system, rounded, serif'),
}

/** Checks each member of the options, or of `appearance`. Returns them with `undefined` for `null`. */
function checkOptions<Options extends object>(
  given: Options,
  rules: Readonly<Record<string, OptionRule>>,
  parent = '',
): Options {
  const names = Object.keys(rules)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) throw unknownOption(parent + unknown)
  const values = Object.fromEntries(names.map((name) => [name, Reflect.get(given, name) ?? undefined]))
  checkRules(
    Object.entries(rules).map(([name, [fits, rule]]) => {
      const value: unknown = values[name]
      const isOptional = name !== 'widgetUrl' && name !== 'appName'
      return [parent + name, value, value === undefined ? isOptional : fits(value), rule]
    }),
  )
  return { ...given, ...values }
}

/** Names the option that has the most letters in common with an unknown one. */
function unknownOption(field: string): OpenKeyError {
  const options = [...Object.keys(optionRules), ...Object.keys(appearanceRules).map((name) => `appearance.${name}`)]
  const lettersOnlyIn = (one: string, other: string) => [...one].filter((letter) => !other.includes(letter)).length
  const member = (path: string) => path.slice(path.indexOf('.') + 1).toLowerCase()
  const distance = (option: string) =>
    lettersOnlyIn(member(field), member(option)) + lettersOnlyIn(member(option), member(field))
  const [nearest] = options.sort((one, other) => distance(one) - distance(other))
  const message = `There is no option ${field}. Did you mean ${nearest}?`
  return new OpenKeyError('invalid_params', message, { details: { field } })
}

type Rule = readonly [field: string, value: unknown, fits: unknown, rule: string]

/** @throws {OpenKeyError} `invalid_params` for the first rule that its value does not fit */
export function checkRules(rules: readonly Rule[]): void {
  for (const [field, value, fits, rule] of rules) {
    if (fits) continue
    const received = String(value).slice(0, 80)
    throw new OpenKeyError('invalid_params', `${field} must be ${rule}, not “${received}”.`, {
      details: { field, received },
    })
  }
}

export function isAppName(value: unknown): value is string {
  return typeof value === 'string' && /^(?=.*\S).{1,64}$/s.test(value)
}

/** Returns whether a value is a language tag. Its parts may be separated by `_`, as in POSIX. */
export function isLocale(value: unknown): boolean {
  return typeof value === 'string' && /^(?=.{2,35}$)[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(value)
}

function isColor(value: unknown): boolean {
  return typeof value === 'string' && /^#[\da-f]{6}$/i.test(value)
}

function isPositive(value: unknown): boolean {
  return Number(String(value)) > 0
}

function oneOf(values: string): OptionRule {
  return [(value) => values.split(', ').some((known) => known === value), values]
}
