import type { MiddlewareHandler } from 'hono'
import { HttpError } from './httpError.ts'

/**
 * Accepts requests from the widget's origin, and requests that no web page has sent.
 *
 * Browsers send `Origin` with every CORS request and every POST. A request without it comes from a program (curl, a
 * test, another server), or is a plain GET of a browser. A page cannot read the response to such a GET, and the GET
 * carries no authority: the endpoint accepts no cookies, and a page cannot add a bearer token without CORS. Browsers
 * that send `Sec-Fetch-Site` identify that GET as well.
 */
export function restrictOrigin({ widgetOrigin }: { readonly widgetOrigin: string }): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('Origin')
    const site = context.req.header('Sec-Fetch-Site')
    const isForeignPage = origin === undefined ? site === 'cross-site' || site === 'same-site' : origin !== widgetOrigin
    if (isForeignPage) throw new HttpError(403, 'Origin not allowed')
    await next()
  }
}
