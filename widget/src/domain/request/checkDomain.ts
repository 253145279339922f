import { isDomainOf, OpenKeyError, type Origin } from '@openkey/protocol'
import type { SiweMessage } from '@openkey/protocol/siwe'

/**
 * S2: the message is for the page that embeds the widget. On loopback a domain without its port is accepted too:
 * that is what clients write there by default.
 * @throws {OpenKeyError} `domain_mismatch`
 */
export function checkDomain({ domain, scheme }: SiweMessage, boundOrigin: Origin): void {
  const { host, protocol } = new URL(boundOrigin)
  if (!isDomainOf(domain, boundOrigin)) throw mismatch('domain', host, domain)
  const expectedScheme = protocol.slice(0, -1)
  if (scheme !== undefined && scheme !== expectedScheme) throw mismatch('scheme', expectedScheme, scheme)
}

function mismatch(field: string, expected: string, received: string): OpenKeyError {
  return new OpenKeyError('domain_mismatch', `The message is for ${field} "${received}", not for "${expected}".`, {
    details: { field, expected, received },
  })
}
