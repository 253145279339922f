import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** Apps that show pages in a browser of their own, by what they add to the user agent. */
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

/** What the browser itself lacks. No header mends it; a page can say so. */
export function* checkBrowser({ page, widget }: Facts): Iterable<Finding> {
  if (page.hasStorage === false) {
    yield {
      code: 'storage_blocked',
      problem: 'The browser keeps nothing for this page, so that people sign in on each visit.',
      fix: `Have people allow cookies and site data of ${new URL(page.url).host} and ${new URL(widget.url).host}.`,
      severity: 'warning',
    }
  }
  const app = apps.find(([mark]) => mark.test(page.userAgent ?? ''))?.[1]
  if (app !== undefined) {
    yield {
      code: 'in_app_browser',
      problem: `The page is shown inside ${app}, where passkeys are often missing and sign-ins soon forgotten.`,
      fix: `Have people open ${page.url} in the browser of their device, for example by a link to copy.`,
      severity: 'warning',
    }
  }
}
