import type { SiweMessage } from '@openkey/protocol/siwe'

/**
 * Whether a message signs in to a page of this origin. On loopback the host without its port passes too, as clients
 * there write it.
 */
export function isForPage({ domain, scheme }: SiweMessage, origin: string): boolean {
  const { host, hostname, protocol } = new URL(origin)
  const isOwnDomain = domain === host || (protocol === 'http:' && domain === hostname)
  return isOwnDomain && (scheme === undefined || `${scheme}:` === protocol)
}
