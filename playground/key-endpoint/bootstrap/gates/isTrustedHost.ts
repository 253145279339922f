const hostedNodes = new Set(['https://node.tinycloud.xyz', 'https://tee.node.tinycloud.xyz'])

/** A URL's hostname keeps the brackets of an IPv6 address. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a node may be handed an account: one of the hosted ones or, outside production, one on this machine. */
export function isTrustedHost(host: string, environment: 'development' | 'production'): boolean {
  if (!URL.canParse(host)) return false
  const { origin, hostname, protocol } = new URL(host)
  if (origin !== host) return false
  if (hostedNodes.has(origin)) return true
  return environment !== 'production' && loopback.has(hostname) && (protocol === 'http:' || protocol === 'https:')
}
