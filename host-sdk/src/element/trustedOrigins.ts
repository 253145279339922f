import { OpenKeyError } from '@openkey/protocol'

/**
 * Where markup may lead. Only script decides it: attributes, a `<base>`, a `<form>` or another script element can be
 * injected into a page without running any code.
 */
export type TrustedOrigins = {
  /** Origins that may issue a nonce or receive what was signed. */
  readonly server: readonly string[]
  /** Origins that the attribute `widget` may name. */
  readonly widget: readonly string[]
}

export type TrustedOriginsOptions = {
  readonly pageOrigin: string
  /** `OpenKey.widgetUrl`: the widget of the script element. */
  readonly widgetUrl: string | undefined
  /** `OpenKey.allowOrigins`, as the page's own script has set it. */
  readonly listed: readonly string[] | undefined
}

/** @throws {OpenKeyError} `invalid_params` naming `allowOrigins` */
export function readTrustedOrigins({ pageOrigin, widgetUrl, listed = [] }: TrustedOriginsOptions): TrustedOrigins {
  if (!Array.isArray(listed)) throw invalidList(listed)
  for (const origin of listed)
    if (!/^https?:[^*]+$/.test(origin) || originOf(origin) !== origin) throw invalidList(origin)
  const own = widgetUrl === undefined ? [] : [originOf(widgetUrl)]
  return { server: [pageOrigin, ...listed], widget: [...own, ...listed] }
}

/**
 * Must see every URL of markup that receives or supplies what is signed (S20).
 * @param field the attribute that named it
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

/** The scheme where a URL has no origin that anybody could own. */
function originOf(url: unknown): string {
  if (typeof url !== 'string' || !URL.canParse(url)) return String(url)
  const { origin, protocol } = new URL(url)
  return /^https?:$/.test(protocol) ? origin : protocol
}

function invalidList(received: unknown): OpenKeyError {
  const field = 'allowOrigins'
  const rule = 'must be a list of exact origins such as https://api.example'
  const details = { field, received: String(received).slice(0, 256) }
  return new OpenKeyError('invalid_params', `OpenKey.${field} ${rule}, not “${details.received}”.`, { details })
}
