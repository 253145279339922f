import { isHost } from './isHost.ts'

/**
 * Tests for an RFC 3986 authority of host and optional port. Stricter than §3.2 in three ways that only ever
 * mislead a reader: no userinfo (`trusted.example@evil.example`), no empty host, no port that is empty, has leading
 * zeros or is above 65535.
 */
export function isAuthority(text: string): boolean {
  const [, host = '', port = '0'] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(text) ?? []
  return isHost(host) && /^(?:0|[1-9][0-9]{0,4})$/.test(port) && Number(port) <= 65_535
}
