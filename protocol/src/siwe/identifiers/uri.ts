import { isUrl } from '../../origin.ts'

const registeredName = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/

/** Tests for a host (RFC 3986 §3.2.2) that is not empty. Rejects IPvFuture literals. */
export function isHost(text: string): boolean {
  return registeredName.test(text) || isIpv6Literal(text)
}

/**
 * The URL parser implements the grammar of IPv6 addresses, which would need a very long regular expression. The longest
 * address, six groups and an IPv4 address, has 45 characters.
 */
function isIpv6Literal(host: string): boolean {
  return /^\[[0-9A-Fa-f:.]{2,45}\]$/.test(host) && isUrl(`http://${host}`)
}

/**
 * Tests for an RFC 3986 authority of host and optional port. Stricter than §3.2 in three ways that only ever
 * mislead a reader: no userinfo (`trusted.example@evil.example`), no empty host, no port that is empty, has leading
 * zeros or is above 65535.
 */
export function isAuthority(text: string): boolean {
  const [, host = '', port = '0'] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(text) ?? []
  return isHost(host) && /^(?:0|[1-9][0-9]{0,4})$/.test(port) && Number(port) <= 65_535
}

const character = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
const userinfo = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*"
const tail = `(?:${character}|[/?])*`

const withAuthority = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*://(?:${userinfo}@)?(\\[[^\\]]*\\]|[^:/?#@]*)(?::[0-9]*)?(?:/${character}*)*(?:\\?${tail})?(?:#${tail})?$`,
)
const withoutAuthority = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?:/?${character}+(?:/${character}*)*|/)?(?:\\?${tail})?(?:#${tail})?$`,
)

/** Tests for a URI (RFC 3986 §3), with or without a fragment. Rejects relative references. */
export function isUri(text: string): boolean {
  const host = withAuthority.exec(text)?.[1]
  if (host !== undefined) return host === '' || isHost(host)
  return withoutAuthority.test(text)
}
