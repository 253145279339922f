/**
 * Whether a source list allows a URL to a page at `self`. Source: CSP Level 3, section 6.7.2.
 * @param sources `undefined` allows everything
 */
export function allowsUrl(sources: readonly string[] | undefined, url: URL, self: URL): boolean {
  return sources === undefined || sources.some((source) => matchesSource(source, url, self))
}

const hostSource = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[^/:*\s]+|\[[^\]]+\])(?::(\d+|\*))?(\/.*)?$/i

function matchesSource(source: string, url: URL, self: URL): boolean {
  if (source === '*') return /^(https?|wss?):$/.test(url.protocol) || url.protocol === self.protocol
  if (source.toLowerCase() === "'self'") return matchesSelf(url, self)
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return matchesScheme(source.toLowerCase(), url.protocol)
  const [isHost, scheme, host = '', port, path = ''] = hostSource.exec(source) ?? []
  return (
    isHost !== undefined &&
    matchesScheme(scheme === undefined ? self.protocol : `${scheme.toLowerCase()}:`, url.protocol) &&
    matchesHost(host.toLowerCase(), url.hostname) &&
    matchesPort(port, url) &&
    matchesPath(path, url.pathname)
  )
}

/** A page may always be reached the safer way. */
function matchesScheme(wanted: string, scheme: string): boolean {
  if (wanted === 'http:') return scheme === 'http:' || scheme === 'https:'
  if (wanted === 'ws:') return /^(https?|wss?):$/.test(scheme)
  return wanted === scheme || (wanted === 'wss:' && scheme === 'https:')
}

function matchesHost(wanted: string, host: string): boolean {
  if (wanted === '*') return true
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : wanted === host
}

const defaultPort = (scheme: string) => ({ 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' })[scheme]

function matchesPort(wanted: string | undefined, { port, protocol }: URL): boolean {
  if (wanted === '*') return true
  if (wanted === undefined) return port === ''
  return String(Number(wanted)) === (port || defaultPort(protocol))
}

/** A path that ends with a slash stands for all below it. */
function matchesPath(wanted: string, path: string): boolean {
  if (wanted === '' || wanted === '/') return true
  const [want, have] = [decoded(wanted), decoded(path)]
  return want.endsWith('/') ? have.startsWith(want) : have === want
}

function matchesSelf(url: URL, self: URL): boolean {
  if (url.origin === self.origin) return true
  const arePortsPlain = url.port === '' && self.port === ''
  return url.hostname === self.hostname && arePortsPlain && matchesScheme(self.protocol, url.protocol)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
