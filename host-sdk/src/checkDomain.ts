import { isLoopback, OpenKeyError } from '@openkey/protocol'

/** Scheme and domain of an EIP-4361 message, and the address on its second line. */
const opening =
  /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(\S+) wants you to sign in with your Ethereum account:\n(0x[0-9a-fA-F]{40})\n/

/**
 * A light look at a SIWE message before anything is shown: it must be meant for this page. The widget parses it whole
 * and checks for itself.
 * @param origin serialised origin of this page
 * @returns the address the message is to be signed by
 * @throws {OpenKeyError} `siwe_malformed`, `domain_mismatch`
 */
export function checkDomain(message: string, origin: string): string {
  const [, scheme, domain, address] = opening.exec(message) ?? []
  if (domain === undefined || address === undefined) {
    throw new OpenKeyError('siwe_malformed', 'Only a SIWE message can be signed, and this does not open like one.')
  }
  const { host, hostname, protocol } = new URL(origin)
  const isOurs = domain === host || (domain === hostname && isLoopback(hostname))
  const isOurScheme = scheme === undefined || `${scheme}:` === protocol
  if (isOurs && isOurScheme) return address
  throw new OpenKeyError('domain_mismatch', `The message is for another site than ${host}.`, {
    details: {
      expected: isOurs ? `${protocol}//${host}` : host,
      received: (isOurs ? `${scheme}://${domain}` : domain).slice(0, 256),
    },
  })
}
