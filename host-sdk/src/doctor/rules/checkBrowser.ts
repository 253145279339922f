import type { Finding } from '../finding.ts'
import type { Observations } from '../observations.ts'

/** Apps with a browser of their own, by their mark in the user agent. */
const apps: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bInstagram\b/, 'Instagram'],
  [/\bFBA[NV]\/|\bFB_IAB\b/, 'Facebook'],
  [/\bLine\//, 'LINE'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bTwitter(?:Android| for )/, 'X'],
  [/\bmusical_ly|\bBytedanceWebview\b|\bTikTok/, 'TikTok'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/\bLinkedInApp\b/, 'LinkedIn'],
  [/\bPinterest\//, 'Pinterest'],
  [/\bGSA\//, 'the Google app'],
  [/; wv\)/, 'another app'],
]

/** Limitations of the browser itself, which the page can only explain to its users. */
export function* checkBrowser({ page, widget }: Observations): Iterable<Finding> {
  if (page.hasStorage === false) {
    yield {
      code: 'storage_blocked',
      problem: 'The browser stores nothing for this page, so users must sign in on every visit.',
      fix: `Ask users to allow cookies and site data for ${new URL(page.url).host} and ${new URL(widget.url).host}.`,
      severity: 'warning',
    }
  }
  const app = apps.find(([mark]) => mark.test(page.userAgent ?? ''))?.[1]
  if (app !== undefined) {
    yield {
      code: 'in_app_browser',
      problem: `The page is shown inside ${app}, where passkeys are often missing and sign-ins are not kept.`,
      fix: `Ask users to open ${page.url} in the browser of their device, for example by copying a link.`,
      severity: 'warning',
    }
  }
}
