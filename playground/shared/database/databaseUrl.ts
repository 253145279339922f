/** Returns the location of a database without user and password, for messages. */
export function locationOf(url: string): string {
  const { protocol, host, pathname, searchParams } = new URL(url)
  return `${protocol}//${searchParams.get('host') ?? host}${pathname}`
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Values of `sslmode` with which the driver verifies the certificate of the server. */
const verified = new Set([null, 'require', 'verify-ca', 'verify-full'])

/**
 * Decides whether a connection is encrypted: always, with a verified certificate, unless the server is on this machine.
 * `NODE_EXTRA_CA_CERTS` names further authorities.
 * @returns whether to use TLS
 * @throws {Error} for a remote server without TLS
 */
export function requiresTls(url: string): boolean {
  const { hostname, searchParams } = new URL(url)
  // The drivers prefer the option. A path is that of a socket.
  const host = searchParams.get('host') ?? hostname
  if (host === '' || host.startsWith('/') || loopback.test(host)) return false
  const isWeakened = !verified.has(searchParams.get('sslmode')) || searchParams.has('uselibpqcompat')
  if (isWeakened || searchParams.has('ssl')) {
    throw new Error(`The connection to ${locationOf(url)} must use TLS with a verified certificate: remove the option.`)
  }
  return true
}
