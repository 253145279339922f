import type { Finding } from '../finding.ts'
import { type Observations, usesWindow } from '../observations.ts'

/** Same as `isLoopback` of the protocol, whose import would split the main bundle. */
const loopback = /(^|\.)localhost$|^127\.0\.0\.1$/

/** The origins of page and widget must be secure, different and supported. */
export function* checkOrigins({ page, widget }: Observations): Iterable<Finding> {
  if (!page.isSecure) {
    yield {
      code: 'insecure_context',
      problem: 'The page uses neither https nor http on loopback, so browsers deny passkeys.',
      fix: `Serve the page over https: ${withHttps(page.url)}`,
      severity: 'error',
    }
  }
  if (!widget.isSecure) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget’s URL must use https, or http on loopback: ${widget.url}`,
      fix: `Serve the widget over https: data-widget="${withHttps(widget.url)}"`,
      severity: 'error',
    }
  }
  if (page.origin === widget.origin) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget shares the page’s origin ${page.origin}, which would void its sandbox.`,
      fix: 'Serve the widget from another origin, and set widgetUrl or data-widget to it.',
      severity: 'error',
    }
  }
  const { protocol, hostname } = new URL(page.url)
  if (!/^https?:$/.test(protocol)) {
    yield {
      code: 'origin_not_allowed',
      problem: `The page uses the scheme ${protocol}, and the widget supports only https, or http on loopback.`,
      fix: 'Serve the page over https, use the https scheme of your app shell, or sign in in the device’s browser.',
      severity: 'error',
    }
  } else if (protocol === 'http:' && page.isSecure && !loopback.test(hostname)) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget does not accept ${hostname} as loopback, and supports http on loopback only.`,
      fix: `Open the page at ${page.url.replace(hostname, 'localhost')}`,
      severity: 'error',
    }
  } else if (page.origin === 'null') {
    yield {
      code: 'origin_not_allowed',
      problem: 'The page is in a sandbox without allow-same-origin, and the widget requires an origin.',
      fix: 'Content-Security-Policy: sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
      severity: 'error',
    }
  }
  if (page.isNested) {
    yield {
      code: 'nested_frame',
      problem: 'The page is inside a frame. The widget does not run two frames deep, but it runs in a window.',
      fix: "Open the page at top level, or set presentation: 'auto', which opens a window there.",
      severity: usesWindow(page) ? 'warning' : 'error',
    }
  }
}

function withHttps(url: string): string {
  return url.replace(/^http:/, 'https:')
}
