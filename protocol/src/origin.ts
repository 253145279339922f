import { OpenKeyError } from './errors/openKeyError.ts'

/** An origin as the browser reports it (`scheme://host[:port]`), https or http on loopback. */
export type Origin = string & { readonly __brand: 'Origin' }

/**
 * Accepts exactly the serialised origin a browser would report, so that equality of strings is equality of origins.
 * Must never accept `null`, a path, credentials or another scheme.
 * @throws {OpenKeyError} `origin_not_allowed`
 */
export function parseOrigin(text: string): Origin {
  if (isUrl(text)) {
    const { protocol, hostname, origin } = new URL(text)
    const isSecure = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
    if (isSecure && origin === text) return text as Origin
  }
  throw new OpenKeyError('origin_not_allowed', 'The origin must use https, or http on loopback.', {
    details: { received: text.slice(0, 256) },
  })
}

/** `localhost`, `*.localhost` and `127.0.0.1`: the names a browser treats as this machine. */
export function isLoopback(hostname: string): boolean {
  return /(^|\.)localhost$|^127\.0\.0\.1$/.test(hostname)
}

/**
 * Returns whether the `domain` of a SIWE message (EIP-4361) names the site of an origin. On loopback, clients may omit
 * the port. Compare the scheme separately.
 * @param origin as the browser reports it
 */
export function isDomainOf(domain: string, origin: string): boolean {
  const { host, hostname } = new URL(origin)
  return domain === host || (domain === hostname && isLoopback(hostname))
}

/** `URL.canParse`, which Chrome has only since 120. */
export function isUrl(text: string, base?: string): boolean {
  try {
    return Boolean(new URL(text, base))
  } catch {
    return false
  }
}
