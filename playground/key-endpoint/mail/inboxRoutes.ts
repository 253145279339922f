import { Hono } from 'hono'
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { HttpError } from '../http/httpError.ts'
import type { Inbox, SentEmail } from './inbox.ts'

const headers = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/**
 * Serves the development inbox. No other origin can read or frame it. It responds only under the endpoint's own host
 * name and on loopback, so that a foreign name that resolves to this machine (DNS rebinding) reads nothing.
 */
export function inboxRoutes({ inbox, publicUrl }: { readonly inbox: Inbox; readonly publicUrl: string }): Hono {
  const hosts = new Set([new URL(publicUrl).hostname, 'localhost', '127.0.0.1', '[::1]'])
  return new Hono()
    .use(async (context, next) => {
      if (!hosts.has(new URL(context.req.url).hostname)) throw new HttpError(404, 'Not found')
      await next()
      for (const [name, value] of Object.entries(headers)) context.header(name, value)
    })
    .get('/inbox', (context) => context.html(inboxPage(inbox.emails(), context.req.query('reload') === '3')))
    .get('/inbox.css', (context) => context.body(inboxStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/inbox.json', (context) => context.json({ letters: inbox.emails(context.req.query('to')) }))
}

/** A page without scripts. It reloads every three seconds if its reader chooses so. */
function inboxPage(emails: readonly SentEmail[], isReloading: boolean): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        ${isReloading ? html`<meta http-equiv="refresh" content="3" />` : ''}
        <title>Inbox – OpenKey playground</title>
        <link rel="stylesheet" href="inbox.css" />
      </head>
      <body>
        <main>
          <h1>Inbox</h1>
          <p>Emails that the key endpoint has sent since it started. This page exists only in development.</p>
          <p>
            ${isReloading ? html`<a href="inbox">Stop reloading</a>` : html`<a href="inbox?reload=3">Reload every 3 seconds</a>`}
          </p>
          ${emails.length === 0 ? html`<p role="status">No emails yet.</p>` : html`<ol>${emails.map(emailItem)}</ol>`}
        </main>
      </body>
    </html>`
}

function emailItem({ to, subject, text, sentAt }: SentEmail) {
  const time = new Date(sentAt).toISOString()
  return html`<li>
    <h2>${subject}</h2>
    <p class="meta">To ${to}, <time datetime="${time}">${time.slice(11, 19)} UTC</time></p>
    <pre>${text}</pre>
  </li>`
}

const inboxStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
a { color: inherit }
ol { list-style: none; padding: 0 }
li { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 12px; padding: 1rem 1.25rem; margin: 0 0 1rem }
h2 { margin: 0; font-size: 1.125rem }
.meta { margin: 0 0 .5rem; opacity: .7; font-size: .875rem }
pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
`
