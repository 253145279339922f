import { getDomain } from 'tldts'

/**
 * Returns the index at which the registrable domain begins in a host, by the Public Suffix List: 9 in
 * `accounts.example.co.uk:8443`. Names under private suffixes (`user.github.io`) count as registrable.
 * @returns 0 for a host without one, such as an IP address or `localhost`, so that all of it is emphasised
 */
export function registrableDomainStart(host: string): number {
  const hostname = host.replace(/:\d+$/, '')
  const domain = getDomain(hostname, { allowPrivateDomains: true })
  return domain === null ? 0 : Math.max(0, hostname.lastIndexOf(domain))
}
