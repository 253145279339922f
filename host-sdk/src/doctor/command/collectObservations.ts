import { isLoopback } from '@openkey/protocol'
import { parsePolicies } from '../csp.ts'
import type { HeaderValues, Observations, WidgetResponse } from '../observations.ts'
import type { PageResponse } from './requestPage.ts'

export type ServerResponses = {
  readonly page: PageResponse
  readonly metaPolicies: readonly string[]
  readonly widgetUrl: string
  readonly widget: WidgetResponse
}

/** Collects what the two servers reveal. Leaves out what only a browser knows. */
export function collectObservations({
  page: { url, headers },
  metaPolicies,
  widgetUrl,
  widget,
}: ServerResponses): Observations {
  const { origin } = new URL(widgetUrl)
  return {
    page: {
      url,
      origin: isSandboxed(headers) ? 'null' : new URL(url).origin,
      isSecure: isSecureContext(url),
      headers,
      metaPolicies,
    },
    widget: { url: widgetUrl, origin, isSecure: isSecure(widgetUrl), response: widget },
  }
}

function isSecure(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || isLoopback(hostname)
}

/** Browsers treat more loopback names as secure than the widget supports. */
function isSecureContext(url: string): boolean {
  return isSecure(url) || /^127\.|^\[::1\]$|(^|\.)localhost\.$/.test(new URL(url).hostname)
}

function isSandboxed(headers: HeaderValues): boolean {
  return parsePolicies(headers['content-security-policy'] ?? '')
    .flatMap((policy) => [policy.get('sandbox')])
    .some((granted) => granted !== undefined && !granted.includes('allow-same-origin'))
}
