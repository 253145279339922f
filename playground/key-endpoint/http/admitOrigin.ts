import type { MiddlewareHandler } from 'hono'
import { HttpError } from './httpError.ts'

/**
 * Lets in the widget's origin and callers that are not pages.
 *
 * A browser puts `Origin` on every CORS request and on every POST, so a page of another origin shows itself. A request
 * without `Origin` is a program (curl, a test, another server), or a browser's plain GET, which no page can read and
 * which carries no authority: cookies are not accepted, and a bearer cannot be attached without CORS.
 * `Sec-Fetch-Site` tells that plain GET apart where it exists.
 */
export function admitOrigin({ widgetOrigin }: { readonly widgetOrigin: string }): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('Origin')
    const site = context.req.header('Sec-Fetch-Site')
    const isForeignPage = origin === undefined ? site === 'cross-site' || site === 'same-site' : origin !== widgetOrigin
    if (isForeignPage) throw new HttpError(403, 'Origin not allowed')
    await next()
  }
}
