const registeredName = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/

/**
 * Whether `text` is an RFC 3986 authority of host and optional port. Stricter than §3.2 in three ways that only ever
 * mislead a reader: no userinfo (`trusted.example@evil.example`), no empty host, no empty or oversized port.
 */
export function isAuthority(text: string): boolean {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(text) ?? []
  if (port !== undefined && !(/^(?:0|[1-9][0-9]{0,4})$/.test(port) && Number(port) <= 65_535)) return false
  return registeredName.test(host) || isIpv6Literal(host)
}

/** The URL parser knows the grammar of IPv6 addresses, which no regular expression of bearable size does. */
function isIpv6Literal(host: string): boolean {
  return /^\[[0-9A-Fa-f:.]+\]$/.test(host) && URL.canParse(`http://${host}`)
}
