import type { MiddlewareHandler } from 'hono'

/**
 * Rejects requests from pages of other hosts. Browsers send `Origin` with every POST; a request without it and without
 * `Sec-Fetch-Site` comes from a program.
 */
export function requireOwnPage(domain: string): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin')
    const site = context.req.header('sec-fetch-site') ?? 'none'
    const isOwn = origin === undefined ? site === 'none' || site === 'same-origin' : hostOf(origin) === domain
    if (!isOwn) return context.text('Sign in on the page itself.', 403)
    return next()
  }
}

/** A sandboxed page sends the origin `null`. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
