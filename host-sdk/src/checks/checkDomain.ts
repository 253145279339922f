import { isDomainOf, OpenKeyError } from '@openkey/protocol'

const opening = /^(\S+) wants you to sign in with your Ethereum account:\n(0x[0-9a-fA-F]{40})\n/

/**
 * A light look at a SIWE message before anything is shown: it must be meant for this page. The widget parses it whole
 * and checks for itself.
 * @param origin serialised origin of this page
 * @returns the address the message is to be signed by
 * @throws {OpenKeyError} `siwe_malformed`, `domain_mismatch`
 */
export function checkDomain(message: string, origin: string): string {
  const [, claimed = '', address] = opening.exec(message) ?? []
  if (address === undefined) throw new OpenKeyError('siwe_malformed', 'Only a SIWE message can be signed.')
  const { host, protocol } = new URL(origin)
  const domain = claimed.startsWith(`${protocol}//`) ? claimed.slice(protocol.length + 2) : claimed
  if (isDomainOf(domain, origin)) return address
  throw new OpenKeyError('domain_mismatch', `The message is for another site than ${host}.`, {
    details: { expected: claimed.includes('://') ? origin : host, received: claimed.slice(0, 256) },
  })
}
