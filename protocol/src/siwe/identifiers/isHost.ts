import { isUrl } from '../../isUrl.ts'

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
