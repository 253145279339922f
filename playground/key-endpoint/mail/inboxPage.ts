import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { KeptLetter } from './inbox.ts'

/** The inbox as a page without script: it reloads itself every three seconds. */
export function inboxPage(letters: readonly KeptLetter[]): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="refresh" content="3" />
        <title>Inbox – OpenKey playground</title>
        <link rel="stylesheet" href="inbox.css" />
      </head>
      <body>
        <h1>Inbox</h1>
        <p>Emails that the key endpoint has sent since it started. This page exists only in development.</p>
        ${letters.length === 0 ? html`<p role="status">No emails yet.</p>` : html`<ol>${letters.map(letterItem)}</ol>`}
      </body>
    </html>`
}

function letterItem({ to, subject, text, sentAt }: KeptLetter) {
  const time = new Date(sentAt).toISOString()
  return html`<li>
    <h2>${subject}</h2>
    <p class="meta">To ${to}, <time datetime="${time}">${time.slice(11, 19)} UTC</time></p>
    <pre>${text}</pre>
  </li>`
}

export const inboxStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
ol { list-style: none; padding: 0 }
li { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 12px; padding: 1rem 1.25rem; margin: 0 0 1rem }
h2 { margin: 0; font-size: 1.125rem }
.meta { margin: 0 0 .5rem; opacity: .7; font-size: .875rem }
pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
`
