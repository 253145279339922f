import { isUrl, OpenKeyError } from '@openkey/protocol'

/**
 * Origins that markup may name. Only script can extend them, because attributes, a `<base>`, a `<form>` or another
 * script element can be injected into a page without running any code.
 */
export type TrustedOrigins = {
  /** Origins that may issue a nonce or receive signed data. */
  readonly server: readonly string[]
  /** Origins that the attribute `widget` may name. */
  readonly widget: readonly string[]
}

export type TrustedOriginsOptions = {
  readonly pageOrigin: string
  /** `OpenKey.widgetUrl`: the widget of the script element. */
  readonly widgetUrl: string | undefined
  /** `OpenKey.allowOrigins`, as set by a script of the page. */
  readonly allowOrigins: readonly string[] | undefined
}

/**
 * Reads the trusted origins of a page.
 * @throws {OpenKeyError} `invalid_params` naming `allowOrigins`
 */
export function readTrustedOrigins({
  pageOrigin,
  widgetUrl,
  allowOrigins = [],
}: TrustedOriginsOptions): TrustedOrigins {
  if (!Array.isArray(allowOrigins)) throw invalidList(allowOrigins)
  for (const origin of allowOrigins)
    if (!/^https?:[^*]+$/.test(origin) || originOf(origin) !== origin) throw invalidList(origin)
  const scriptWidget = widgetUrl === undefined ? [] : [originOf(widgetUrl)]
  return { server: [pageOrigin, ...allowOrigins], widget: [...scriptWidget, ...allowOrigins] }
}

/**
 * Must be called with every URL from markup that supplies or receives signed data (S20).
 * @param field the attribute that names the URL
 * @throws {OpenKeyError} `invalid_params` naming the attribute
 */
export function requireTrusted(field: string, url: string, trusted: readonly string[]): void {
  const received = originOf(url)
  if (trusted.includes(received)) return
  throw new OpenKeyError(
    'invalid_params',
    `${field} must be on ${trusted.join(' or ') || 'a listed origin'}, not on ${received}. To allow another origin, set OpenKey.allowOrigins in a script.`,
    { details: { field, expected: trusted.join(' '), received } },
  )
}

/** Returns the scheme instead if a URL is not http(s), since such a URL has no usable origin. */
function originOf(url: unknown): string {
  if (typeof url !== 'string' || !isUrl(url)) return String(url)
  const { origin, protocol } = new URL(url)
  return /^https?:$/.test(protocol) ? origin : protocol
}

function invalidList(received: unknown): OpenKeyError {
  const field = 'allowOrigins'
  const rule = 'must be a list of exact origins such as https://api.example'
  const details = { field, received: String(received).slice(0, 256) }
  return new OpenKeyError('invalid_params', `OpenKey.${field} ${rule}, not “${details.received}”.`, { details })
}
