import { parsePolicies, sourcesOf } from '../csp.ts'
import type { Finding } from '../finding.ts'
import type { Observations, WidgetObservations } from '../observations.ts'
import { formatPermission, parsePermissions, permits } from '../permissions.ts'

const names = ['loopback-network', 'local-network-access']

/** Chromium lets a remote page reach this device only with permission of the user, and unless a policy forbids it. */
export function* checkLocalNetwork({ page, widget }: Observations): Iterable<Finding> {
  if (isOnDevice(page.url)) return
  const isWidgetLocal = isOnDevice(widget.url)
  const target = isWidgetLocal ? widget.origin : endpointsOf(widget).find(isOnDevice)
  if (target === undefined) return
  const { host } = new URL(page.url)
  const code = isWidgetLocal ? 'frame_blocked' : 'key_endpoint_unreachable'
  const situation = `The page is not on this device, but ${isWidgetLocal ? 'its widget' : 'the widget’s key endpoint'} is: ${target}.`
  const sent = parsePermissions(page.headers?.['permissions-policy'] ?? '')
  // Loading a frame requires the permission of the page. Requests of a frame require that of the frame.
  const grantee = isWidgetLocal ? 'self' : widget.origin
  const isPermitted = (name: string) =>
    permits(sent, name, grantee) || (isWidgetLocal && permits(sent, name, page.origin))
  const denied = names.filter((name) => !isPermitted(name))
  if (denied.length > 0) {
    const fix = `Permissions-Policy: ${denied.map((name) => formatPermission(name, ['self', widget.origin])).join(', ')}`
    yield {
      code,
      problem: `${situation} A policy of the page forbids the connection: ${denied.join(', ')}`,
      fix,
      severity: 'error',
    }
    return
  }
  if (page.localNetwork === 'granted' || (isWidgetLocal && widget.probe === 'ok')) return
  const isDenied = page.localNetwork === 'denied'
  const isSilent = typeof widget.probe === 'object' && widget.probe.code === code
  yield {
    code,
    problem: `${situation} ${isDenied ? 'The browser has denied that permission.' : 'Chrome and Edge ask the user first.'}`,
    fix: `Serve the widget and its key endpoint over https from a public address, or allow ${host} to reach apps on this device (local network access) in the browser’s settings for the site.`,
    severity: isDenied || isSilent ? 'error' : 'warning',
  }
}

/** Returns whether browsers treat a URL as loopback. The protocol accepts fewer names. */
function isOnDevice(url: string): boolean {
  return /(^|\.)localhost\.?$|^127\.|^\[::1\]$/.test(hostnameOf(url))
}

/** The sources that the widget may connect to, from its own policy if it is known. */
function endpointsOf({ response }: WidgetObservations): readonly string[] {
  const policy = response && 'headers' in response ? response.headers['content-security-policy'] : undefined
  return parsePolicies(policy ?? '').flatMap((policy) => sourcesOf(policy, 'connect-src') ?? [])
}

/** Returns an empty text for a source expression that is not a URL. */
function hostnameOf(source: string): string {
  try {
    return new URL(source).hostname
  } catch {
    return ''
  }
}
