import { isDomainOf, OpenKeyError } from '@openkey/protocol'

const opening = /^(\S+) wants you to sign in with your Ethereum account:\n(0x[0-9a-fA-F]{40})\n/

/**
 * Checks, before anything is shown, that a SIWE message is meant for this page. The widget parses the whole message and
 * checks it again.
 * @param origin serialised origin of this page
 * @returns the address that must sign the message
 * @throws {OpenKeyError} `siwe_malformed`, `domain_mismatch`
 */
export function checkDomain(message: string, origin: string): string {
  const [, received = '', address] = (typeof message === 'string' && opening.exec(message)) || []
  if (address === undefined) throw new OpenKeyError('siwe_malformed', 'The text is not a SIWE message (EIP-4361).')
  const { host, protocol } = new URL(origin)
  const domain = received.startsWith(`${protocol}//`) ? received.slice(protocol.length + 2) : received
  if (isDomainOf(domain, origin)) return address
  const expected = received.includes('://') ? origin : host
  throw new OpenKeyError('domain_mismatch', `The message is for “${received.slice(0, 256)}”, expected ${expected}.`, {
    details: { expected, received: received.slice(0, 256) },
  })
}
