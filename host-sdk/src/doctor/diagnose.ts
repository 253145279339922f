import { anySignal } from '@openkey/protocol'
import type { composeOpenKey } from '../composeOpenKey.ts'
import { browserSurroundings } from './browserSurroundings.ts'
import { checkFacts } from './checkFacts.ts'
import { allowsUrl } from './csp/allowsUrl.ts'
import { parsePolicies } from './csp/policy.ts'
import { sourcesOf } from './csp/sourcesOf.ts'
import type { Patient } from './doctor.ts'
import type { Facts, PageFacts } from './facts.ts'
import type { Finding } from './finding.ts'
import { knock } from './knock.ts'
import { passkeyCreate, passkeyGet } from './passkeyFeatures.ts'
import type { Surroundings } from './surroundings.ts'
import { usesWindow } from './usesWindow.ts'

/** Gathers what a browser tells, and names what keeps the widget from working there. Nobody sees it, nothing stays. */
export async function diagnose(
  patient: Patient,
  compose: typeof composeOpenKey,
  surroundings: Surroundings = browserSurroundings(),
): Promise<readonly Finding[]> {
  const { settings, page: hostPage, signal } = patient
  const { widgetUrl, widgetOrigin, presentation, connectTimeoutMs } = settings
  const { isNested, isSecure, isIsolated } = hostPage
  const { url, origin, userAgent, metaPolicies } = surroundings
  /** No server is waited for longer than the widget is. */
  const soon = () => anySignal([signal, AbortSignal.timeout(connectTimeoutMs)])
  const brokenPolicies: string[] = []
  const refused = new AbortController()
  const stopHearing = surroundings.onFrameRefused(widgetOrigin, (policy) => {
    brokenPolicies.push(policy)
    refused.abort()
  })
  try {
    const [headers, answer] = await Promise.all([
      surroundings.readHeaders(soon()),
      usesWindow({ presentation, isNested })
        ? undefined
        : knock({ ...patient, signal: anySignal([signal, refused.signal]) }, compose),
    ])
    const page: PageFacts = {
      ...{ url, origin, userAgent, metaPolicies, brokenPolicies },
      ...{ presentation, isNested, isSecure, isIsolated, headers },
      refusedFeatures: surroundings.refusedFeatures(widgetOrigin, [passkeyGet, passkeyCreate]),
      hiding: surroundings.hiding(presentation === 'dialog' ? undefined : settings.container),
      hasStorage: surroundings.hasStorage(),
      localNetwork: await surroundings.localNetwork(),
    }
    const facts: Facts = {
      page,
      // The SDK takes no other.
      widget: {
        url: widgetUrl,
        origin: widgetOrigin,
        isSecure: true,
        answer: refused.signal.aborted ? undefined : answer,
      },
    }
    const isGone = mayAsk(facts) && !(await surroundings.answers(widgetUrl, soon()))
    return checkFacts(isGone ? { page, widget: { ...facts.widget, response: { failure: 'no connection' } } } : facts)
  } finally {
    stopHearing()
  }
}

/** Only of a silent widget, and only where the page's own policy lets it be asked. */
function mayAsk({ page: { url, headers, metaPolicies = [] }, widget }: Facts): boolean {
  if (headers === undefined || typeof widget.answer !== 'object' || widget.answer.code !== 'frame_blocked') return false
  const policies = [headers['content-security-policy'] ?? '', ...metaPolicies].flatMap(parsePolicies)
  return policies.every((policy) => allowsUrl(sourcesOf(policy, 'connect-src'), new URL(widget.url), new URL(url)))
}
