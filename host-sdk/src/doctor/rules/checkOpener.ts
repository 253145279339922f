import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { usesWindow } from '../usesWindow.ts'

const header = 'Cross-Origin-Opener-Policy'

/** Windows of the widget must be able to answer the page that opened them. */
export function* checkOpener({ page, widget: { origin, response } }: Facts): Iterable<Finding> {
  const policy = page.headers?.['cross-origin-opener-policy']?.split(';')[0]?.trim()
  // In a frame the header has no say, the page around it has.
  if (page.isIsolated || (policy === 'same-origin' && !page.isNested)) {
    yield {
      code: 'opener_severed',
      problem: `${header}: same-origin cuts the widget’s windows off. A page that has to be cross-origin isolated has its frame only.`,
      fix: `${header}: same-origin-allow-popups`,
      severity: usesWindow(page) ? 'error' : 'warning',
    }
  }
  const sent = response && 'headers' in response ? response.headers['cross-origin-opener-policy'] : undefined
  if (sent !== undefined) {
    yield {
      code: 'opener_severed',
      problem: `The widget’s server cuts its own windows off: ${header}: ${sent}`,
      fix: `Take ${header} out of what ${origin} sends.`,
      severity: 'warning',
    }
  }
}
