import { Hono } from 'hono'
import { HttpError } from '../http/httpError.ts'
import type { Inbox } from './inbox.ts'
import { inboxPage, inboxStyle } from './inboxPage.ts'

const headers = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/**
 * The development inbox: a page of this endpoint's own origin, which no other origin can read or frame.
 * It answers under its own host name and on loopback only, so that a foreign name resolved to this machine reads nothing.
 */
export function inboxRoutes({ inbox, publicUrl }: { readonly inbox: Inbox; readonly publicUrl: string }): Hono {
  const hosts = new Set([new URL(publicUrl).hostname, 'localhost', '127.0.0.1', '[::1]'])
  return new Hono()
    .use(async (context, next) => {
      if (!hosts.has(new URL(context.req.url).hostname)) throw new HttpError(404, 'Not found')
      await next()
      for (const [name, value] of Object.entries(headers)) context.header(name, value)
    })
    .get('/inbox', (context) => context.html(inboxPage(inbox.letters())))
    .get('/inbox.css', (context) => context.body(inboxStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/inbox.json', (context) => context.json({ letters: inbox.letters(context.req.query('to')) }))
}
