import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { usesWindow } from '../usesWindow.ts'

/** The names the widget knows this machine by. Written here, because an import would cut up the bundle of the SDK. */
const loopback = /(^|\.)localhost$|^127\.0\.0\.1$/

/** Where page and widget are: what no header can mend, but for a sandbox. */
export function* checkPlace({ page, widget }: Facts): Iterable<Finding> {
  if (!page.isSecure) {
    yield {
      code: 'insecure_context',
      problem: 'The page is neither https nor http on loopback, so that browsers give it no passkeys.',
      fix: `Serve the page by https: ${overHttps(page.url)}`,
      severity: 'error',
    }
  }
  if (!widget.isSecure) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget’s URL is neither https nor http on loopback: ${widget.url}`,
      fix: `Serve the widget by https: data-widget="${overHttps(widget.url)}"`,
      severity: 'error',
    }
  }
  if (page.origin === widget.origin) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget is on the page’s own origin ${page.origin}, where its sandbox would hold nothing back.`,
      fix: 'Serve the widget from an origin of its own, and name that one in widgetUrl or data-widget.',
      severity: 'error',
    }
  }
  const { protocol, hostname } = new URL(page.url)
  if (!/^https?:$/.test(protocol)) {
    yield {
      code: 'origin_not_allowed',
      problem: `The page is at ${protocol}, and the widget answers pages of https, or of http on loopback, only.`,
      fix: 'Serve the page by https, in an app by the https scheme of its shell, or sign in in the device’s browser.',
      severity: 'error',
    }
  } else if (protocol === 'http:' && page.isSecure && !loopback.test(hostname)) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget does not take ${hostname} for this machine, and answers http there only.`,
      fix: `Open the page at ${page.url.replace(hostname, 'localhost')}`,
      severity: 'error',
    }
  } else if (page.origin === 'null') {
    yield {
      code: 'origin_not_allowed',
      problem: 'The page is in a sandbox that withholds its origin, and the widget answers no page without one.',
      fix: 'Content-Security-Policy: sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
      severity: 'error',
    }
  }
  if (page.isNested) {
    yield {
      code: 'nested_frame',
      problem: 'The page is in a frame itself. Two frames deep the widget does not work; in a window it does.',
      fix: "Open the page at top level, or leave presentation: 'auto', which takes a window there.",
      severity: usesWindow(page) ? 'warning' : 'error',
    }
  }
}

function overHttps(url: string): string {
  return url.replace(/^http:/, 'https:')
}
