import { isUrl } from '@openkey/protocol'
import { parsePolicies } from '../csp/policy.ts'
import { sourcesOf } from '../csp/sourcesOf.ts'
import type { Facts, WidgetFacts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { formatPermission, parsePermissions, permits } from '../permissions.ts'

const names = ['loopback-network', 'local-network-access']

/** Chromium lets a page from elsewhere reach this device only after it has asked its user, and not past a policy. */
export function* checkLocalNetwork({ page, widget }: Facts): Iterable<Finding> {
  if (isOnDevice(page.url)) return
  const isWidgetHere = isOnDevice(widget.url)
  const reached = isWidgetHere ? widget.origin : endpointsOf(widget).find(isOnDevice)
  if (reached === undefined) return
  const { host } = new URL(page.url)
  const code = isWidgetHere ? 'frame_blocked' : 'key_endpoint_unreachable'
  const reaches = `The page is not on this device, and ${isWidgetHere ? 'its widget' : 'the widget’s key endpoint'} is: ${reached}.`
  const sent = parsePermissions(page.headers?.['permissions-policy'] ?? '')
  // A page loads its frames by its own permission; what a frame loads takes the frame's.
  const party = isWidgetHere ? 'self' : widget.origin
  const isMeant = (name: string) => permits(sent, name, party) || (isWidgetHere && permits(sent, name, page.origin))
  const kept = names.filter((name) => !isMeant(name))
  if (kept.length > 0) {
    const fix = `Permissions-Policy: ${kept.map((name) => formatPermission(name, ['self', widget.origin])).join(', ')}`
    yield { code, problem: `${reaches} A policy of the page forbids that: ${kept.join(', ')}`, fix, severity: 'error' }
    return
  }
  if (page.localNetwork === 'granted' || (isWidgetHere && widget.answer === 'well')) return
  const isDenied = page.localNetwork === 'denied'
  const isSilent = typeof widget.answer === 'object' && widget.answer.code === code
  yield {
    code,
    problem: `${reaches} ${isDenied ? 'This browser was told not to allow that.' : 'Chrome and Edge ask before they allow that.'}`,
    fix: `Serve the widget and its key endpoint by https from a public address, or allow ${host} to reach apps on this device (local network access) in the browser’s settings for the site.`,
    severity: isDenied || isSilent ? 'error' : 'warning',
  }
}

/** Addresses that browsers count as loopback, which are more than the names an origin of the protocol may have. */
function isOnDevice(url: string): boolean {
  return /(^|\.)localhost\.?$|^127\.|^\[::1\]$/.test(new URL(url).hostname)
}

/** The origins that the widget connects to, from its own policy if that is known. */
function endpointsOf({ response }: WidgetFacts): readonly string[] {
  const policy = response && 'headers' in response ? response.headers['content-security-policy'] : undefined
  return parsePolicies(policy ?? '')
    .flatMap((policy) => sourcesOf(policy, 'connect-src') ?? [])
    .filter((source) => isUrl(source))
}
