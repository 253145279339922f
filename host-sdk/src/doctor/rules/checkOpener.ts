import type { Finding } from '../finding.ts'
import { type Observations, usesWindow } from '../observations.ts'

const header = 'Cross-Origin-Opener-Policy'

/** Windows of the widget must be able to reach the page that opened them. */
export function* checkOpener({ page, widget: { origin, response } }: Observations): Iterable<Finding> {
  const policy = page.headers?.['cross-origin-opener-policy']?.split(';')[0]?.trim()
  // In a frame, the header of the top-level page applies.
  if (page.isIsolated || (policy === 'same-origin' && !page.isNested)) {
    yield {
      code: 'opener_severed',
      problem: `${header}: same-origin separates the widget’s windows from the page. A page that must be cross-origin isolated can use the frame only.`,
      fix: `${header}: same-origin-allow-popups`,
      severity: usesWindow(page) ? 'error' : 'warning',
    }
  }
  const sent = response && 'headers' in response ? response.headers['cross-origin-opener-policy'] : undefined
  if (sent !== undefined) {
    yield {
      code: 'opener_severed',
      problem: `The widget’s server separates its own windows from the page: ${header}: ${sent}`,
      fix: `Remove ${header} from the responses of ${origin}.`,
      severity: 'warning',
    }
  }
}
