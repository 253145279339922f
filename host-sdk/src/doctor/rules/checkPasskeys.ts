import type { Finding } from '../finding.ts'
import type { Observations } from '../observations.ts'
import { formatPermission, parsePermissions, permits } from '../permissions.ts'

export const passkeyGet = 'publickey-credentials-get'
export const passkeyCreate = 'publickey-credentials-create'

/** Without these features, users sign in by email code: they cannot use passkeys, or cannot create them. */
export function* checkPasskeys({ page, widget: { origin } }: Observations): Iterable<Finding> {
  const sent = parsePermissions(page.headers?.['permissions-policy'] ?? '')
  const isDenied = (feature: string) => !permits(sent, feature, origin)
  const denied = [passkeyGet, passkeyCreate].filter(
    (feature) => page.deniedFeatures?.includes(feature) ?? isDenied(feature),
  )
  if (denied.length === 0) return
  const problem = (page: string) => `A policy of the ${page} denies the widget: ${denied.join(', ')}`
  const severity = denied.includes(passkeyGet) ? 'error' : 'warning'

  if (page.isNested && !denied.some(isDenied)) {
    const fix = `<iframe src="${page.url}" allow="${passkeyGet} *; ${passkeyCreate} *">`
    yield { code: 'passkey_unavailable', problem: problem('embedding page'), fix, severity }
    return
  }
  const allow = (feature: string) => {
    const allowed = sent.get(feature) ?? []
    const isAllowed = sent.has(feature) && permits(sent, feature, origin)
    return formatPermission(feature, isAllowed ? allowed : [...new Set(['self', ...allowed, origin])])
  }
  const fix = `Permissions-Policy: ${allow(passkeyGet)}, ${allow(passkeyCreate)}`
  yield { code: 'passkey_unavailable', problem: problem('page'), fix, severity }
}
