import { isLoopback } from '@openkey/protocol'

const hostedNodes = new Set(['https://node.tinycloud.xyz', 'https://tee.node.tinycloud.xyz'])

/**
 * Checks that accounts may be provisioned on a node: one of the hosted nodes or, outside production, one on loopback.
 */
export function isTrustedHost(host: string, environment: 'development' | 'production'): boolean {
  if (!URL.canParse(host)) return false
  const { origin, hostname, protocol } = new URL(host)
  if (origin !== host) return false
  if (hostedNodes.has(origin)) return true
  // A node may listen on IPv6. Browsers, which `isLoopback` follows, load no page from there.
  const isLocal = isLoopback(hostname) || hostname === '[::1]'
  return environment !== 'production' && isLocal && (protocol === 'http:' || protocol === 'https:')
}
