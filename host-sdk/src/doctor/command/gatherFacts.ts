import { isLoopback } from '@openkey/protocol'
import { parsePolicies } from '../csp/policy.ts'
import type { Facts, HeaderValues, WidgetResponse } from '../facts.ts'
import type { Answer } from './askServer.ts'

export type Gathered = {
  readonly page: Answer
  readonly metaPolicies: readonly string[]
  readonly widgetUrl: string
  readonly widget: WidgetResponse
}

/** What two servers tell. What only a browser knows is left out. */
export function gatherFacts({ page: { url, headers }, metaPolicies, widgetUrl, widget }: Gathered): Facts {
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

/** More names of this machine are secure to a browser than the widget answers. */
function isSecureContext(url: string): boolean {
  return isSecure(url) || /^127\.|^\[::1\]$|(^|\.)localhost\.$/.test(new URL(url).hostname)
}

function isSandboxed(headers: HeaderValues): boolean {
  return parsePolicies(headers['content-security-policy'] ?? '')
    .flatMap((policy) => [policy.get('sandbox')])
    .some((granted) => granted !== undefined && !granted.includes('allow-same-origin'))
}
