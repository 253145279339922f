import { OpenKeyError } from './errors/openKeyError.ts'

/** An origin as the browser reports it (`scheme://host[:port]`), https or http on loopback. */
export type Origin = string & { readonly __brand: 'Origin' }

/**
 * Accepts exactly the serialised origin a browser would report, so that equality of strings is equality of origins.
 * Must never accept `null`, a path, credentials or another scheme.
 * @throws {OpenKeyError} `origin_not_allowed`
 */
export function parseOrigin(text: string): Origin {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSecure =
    url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  if (!isSecure || url.origin !== text) {
    throw new OpenKeyError('origin_not_allowed', 'Only https, or http on loopback, can take part.', {
      details: { received: text.slice(0, 256) },
    })
  }
  return text as Origin
}

/** `localhost`, `*.localhost` and `127.0.0.1`: the names a browser treats as this machine. */
export function isLoopback(hostname: string): boolean {
  return /(^|\.)localhost$|^127\.0\.0\.1$/.test(hostname)
}
