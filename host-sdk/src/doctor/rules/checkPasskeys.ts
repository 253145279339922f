import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { passkeyCreate as create, passkeyGet as get } from '../passkeyFeatures.ts'
import { formatPermission, parsePermissions, permits } from '../permissions.ts'

/** Without the one nobody comes in by passkey, without the other nobody gets one. What is left is a code by e-mail. */
export function* checkPasskeys({ page, widget: { origin } }: Facts): Iterable<Finding> {
  const sent = parsePermissions(page.headers?.['permissions-policy'] ?? '')
  const isKept = (feature: string) => !permits(sent, feature, origin)
  const kept = [get, create].filter((feature) => page.refusedFeatures?.includes(feature) ?? isKept(feature))
  if (kept.length === 0) return
  const problem = (whose: string) => `A policy of the page${whose} keeps from the widget: ${kept.join(', ')}`
  const severity = kept.includes(get) ? 'error' : 'warning'

  if (page.isNested && !kept.some(isKept)) {
    const fix = `<iframe src="${page.url}" allow="${get} *; ${create} *">`
    yield { code: 'passkey_unavailable', problem: problem(' around this one'), fix, severity }
    return
  }
  const passOn = (feature: string) => {
    const allowed = sent.get(feature) ?? []
    const isPassed = sent.has(feature) && permits(sent, feature, origin)
    return formatPermission(feature, isPassed ? allowed : [...new Set(['self', ...allowed, origin])])
  }
  const fix = `Permissions-Policy: ${passOn(get)}, ${passOn(create)}`
  yield { code: 'passkey_unavailable', problem: problem(''), fix, severity }
}
