import { anySignal } from '@openkey/protocol'
import type { composeOpenKey } from '../composeOpenKey.ts'
import { type BrowserEnvironment, readBrowserEnvironment } from './browserEnvironment.ts'
import { allowsUrl, parsePolicies, sourcesOf } from './csp.ts'
import type { DiagnoseInput } from './doctor.ts'
import type { Finding } from './finding.ts'
import { type Observations, type PageObservations, usesWindow } from './observations.ts'
import { probeWidget } from './probeWidget.ts'
import { passkeyCreate, passkeyGet } from './rules/checkPasskeys.ts'
import { runChecks } from './runChecks.ts'

/**
 * Collects what the browser knows and runs the checks. Shows nothing, and removes what it has opened.
 * @param compose of the main bundle; importing it here would split that bundle
 */
export async function diagnose(
  input: DiagnoseInput,
  compose: typeof composeOpenKey,
  environment: BrowserEnvironment = readBrowserEnvironment(),
): Promise<readonly Finding[]> {
  const { settings, page: hostPage, signal } = input
  const { widgetUrl, widgetOrigin, presentation, connectTimeoutMs } = settings
  const { isNested, isSecure, isIsolated } = hostPage
  const { url, origin, userAgent, metaPolicies } = environment
  const withTimeout = () => anySignal([signal, AbortSignal.timeout(connectTimeoutMs)])
  const violatedPolicies: string[] = []
  const blocked = new AbortController()
  const stopListening = environment.onFrameBlocked(widgetOrigin, (policy) => {
    violatedPolicies.push(policy)
    blocked.abort()
  })
  try {
    const [headers, probe] = await Promise.all([
      environment.readHeaders(withTimeout()),
      usesWindow({ presentation, isNested })
        ? undefined
        : probeWidget({ ...input, signal: anySignal([signal, blocked.signal]) }, compose),
    ])
    const page: PageObservations = {
      ...{ url, origin, userAgent, metaPolicies, violatedPolicies },
      ...{ presentation, isNested, isSecure, isIsolated, headers },
      deniedFeatures: environment.deniedFeatures(widgetOrigin, [passkeyGet, passkeyCreate]),
      hiding: environment.hiding(presentation === 'dialog' ? undefined : settings.container),
      hasStorage: environment.hasStorage(),
      localNetwork: await environment.localNetwork(),
    }
    const observations: Observations = {
      page,
      widget: {
        url: widgetUrl,
        origin: widgetOrigin,
        // `createOpenKey` rejects other URLs.
        isSecure: true,
        probe: blocked.signal.aborted ? undefined : probe,
      },
    }
    const isUnreachable = mayRequest(observations) && !(await environment.isReachable(widgetUrl, withTimeout()))
    return runChecks(
      isUnreachable
        ? { page, widget: { ...observations.widget, response: { failure: 'no connection' } } }
        : observations,
    )
  } finally {
    stopListening()
  }
}

/** Only a silent widget is requested again, and only if the page's own policy allows the request. */
function mayRequest({ page: { url, headers, metaPolicies = [] }, widget }: Observations): boolean {
  if (headers === undefined || typeof widget.probe !== 'object' || widget.probe.code !== 'frame_blocked') return false
  const policies = [headers['content-security-policy'] ?? '', ...metaPolicies].flatMap(parsePolicies)
  return policies.every((policy) => allowsUrl(sourcesOf(policy, 'connect-src'), new URL(widget.url), new URL(url)))
}
