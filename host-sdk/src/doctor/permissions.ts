/** Allowlists by feature: `*`, `self` and origins. */
export type Permissions = ReadonlyMap<string, readonly string[]>

const quoted = '"(?:[^"\\\\]|\\\\.)*"'
const member = new RegExp(`\\s*([a-z*][\\w.*-]*)(?:=(\\((?:${quoted}|[^()"])*\\)|${quoted}|[^\\s,;()"]+))?`, 'y')
const parameters = new RegExp(`(?:\\s*;(?:${quoted}|[^",;])*)*\\s*(,|$)`, 'y')

/**
 * Parses a `Permissions-Policy` header, a dictionary of structured fields. Like browsers, keeps the last of two equal
 * features, and ignores a header that is malformed.
 * @see https://www.rfc-editor.org/rfc/rfc9651
 */
export function parsePermissions(text: string): Permissions {
  const permissions = new Map<string, readonly string[]>()
  for (let at = 0; at < text.trimEnd().length; ) {
    member.lastIndex = at
    const [, feature, value] = member.exec(text) ?? []
    parameters.lastIndex = member.lastIndex
    if (feature === undefined || !parameters.test(text)) return new Map()
    at = parameters.lastIndex
    if (value !== undefined) permissions.set(feature, allowlistOf(value))
  }
  return permissions
}

/** Returns whether a frame of an origin may use a feature, provided that its `allow` attribute names it. */
export function permits(permissions: Permissions, feature: string, origin: string): boolean {
  const allowlist = permissions.get(feature)
  return allowlist === undefined || allowlist.some((allowed) => allowed === '*' || matchesOrigin(allowed, origin))
}

/** Formats the allowlist of one feature for a header. */
export function formatPermission(feature: string, allowlist: readonly string[]): string {
  const tokens = allowlist.map((allowed) => (/^[a-z*]+$/.test(allowed) ? allowed : `"${allowed}"`))
  return `${feature}=(${tokens.join(' ')})`
}

function allowlistOf(value: string): readonly string[] {
  const tokens = value.matchAll(new RegExp(`${quoted}|[^\\s()";]+(?=[\\s)]|$)`, 'g'))
  return [...tokens].map(([token]) => token.replace(/^"(.*)"$/s, '$1'))
}

function matchesOrigin(allowed: string, origin: string): boolean {
  const [scheme, domain] = allowed.split('*.')
  if (domain !== undefined) return origin.startsWith(scheme ?? '') && origin.endsWith(`.${domain}`)
  return allowed.replace(/\/$/, '') === origin
}
