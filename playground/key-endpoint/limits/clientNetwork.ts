import { isIP } from 'node:net'
import type { Context } from 'hono'

/**
 * Returns the network that a request comes from: an IPv4 address, or the /64 of an IPv6 address, because one subscriber
 * usually has a whole /64. `undefined` unless the server passes `clientAddress`.
 */
export function clientNetwork(context: Context): string | undefined {
  const env: unknown = context.env
  if (typeof env !== 'object' || env === null || !('clientAddress' in env)) return undefined
  const { clientAddress } = env
  return typeof clientAddress === 'string' ? networkOf(clientAddress) : undefined
}

function networkOf(address: string): string | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return networkOf(mapped)
  const [plain = ''] = address.split('%')
  if (isIP(plain) === 4) return plain
  return isIP(plain) === 6 ? `${expandIpv6(plain).slice(0, 4).join(':')}::/64` : undefined
}

/** Returns all eight groups of an IPv6 address. */
function expandIpv6(address: string): readonly string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = [], tail = []] = canonical.split('::').map((half) => half.split(':').filter((group) => group !== ''))
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
}
