/** One Content-Security-Policy: source expressions by directive, in the order they were written. */
export type Policy = ReadonlyMap<string, readonly string[]>

/**
 * Parses the policies of one or several headers, or of a `<meta>` element. Like browsers, keeps the first of two equal
 * directives.
 * @see https://www.w3.org/TR/CSP3/#parse-serialized-policy-list
 */
export function parsePolicies(text: string): readonly Policy[] {
  return text
    .split(',')
    .map(parsePolicy)
    .filter(({ size }) => size > 0)
}

function parsePolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>()
  for (const directive of text.split(';')) {
    const [name, ...sources] = directive.split(/[\t\n\f\r ]+/).filter((token) => token !== '')
    const key = name?.toLowerCase()
    if (key !== undefined && !policy.has(key)) policy.set(key, sources)
  }
  return policy
}

export function formatPolicy(policy: Policy): string {
  return [...policy].map((directive) => directive.flat().join(' ')).join('; ')
}

/** The directives that apply in place of a missing one, nearest first. */
const fallbacks = {
  'frame-src': ['child-src', 'default-src'],
  'connect-src': ['default-src'],
  'frame-ancestors': [],
} as const

/** Returns the sources that apply to a directive, including its fallbacks, or `undefined` if the policy sets none. */
export function sourcesOf(policy: Policy, directive: keyof typeof fallbacks): readonly string[] | undefined {
  const name = [directive, ...fallbacks[directive]].find((name) => policy.has(name))
  return name === undefined ? undefined : policy.get(name)
}

/**
 * Returns the same policy with one more source in one directive. Keeps what the directive, or its fallback, allowed
 * before.
 */
export function admitSource(policy: Policy, directive: 'frame-src' | 'frame-ancestors', source: string): Policy {
  const before = (sourcesOf(policy, directive) ?? []).filter(isUrlSource)
  return new Map([...policy, [directive, [...before, source]]])
}

/** Quoted sources other than `'self'` apply to scripts and styles only. */
function isUrlSource(source: string): boolean {
  return !source.startsWith("'") || source.toLowerCase() === "'self'"
}

/**
 * Returns whether a source list allows a URL on a page at `self`.
 * @param sources `undefined` allows every URL
 * @see https://www.w3.org/TR/CSP3/#match-url-to-source-list
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

/** An insecure scheme also matches its secure counterpart. */
function matchesScheme(expected: string, scheme: string): boolean {
  if (expected === 'http:') return scheme === 'http:' || scheme === 'https:'
  if (expected === 'ws:') return /^(https?|wss?):$/.test(scheme)
  return expected === scheme || (expected === 'wss:' && scheme === 'https:')
}

function matchesHost(expected: string, host: string): boolean {
  if (expected === '*') return true
  return expected.startsWith('*.') ? host.endsWith(expected.slice(1)) : expected === host
}

const defaultPort = (scheme: string) => ({ 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' })[scheme]

function matchesPort(expected: string | undefined, { port, protocol }: URL): boolean {
  if (expected === '*') return true
  if (expected === undefined) return port === ''
  return String(Number(expected)) === (port || defaultPort(protocol))
}

/** A path that ends with a slash matches everything below it. */
function matchesPath(expected: string, path: string): boolean {
  if (expected === '' || expected === '/') return true
  const [pattern, actual] = [decoded(expected), decoded(path)]
  return pattern.endsWith('/') ? actual.startsWith(pattern) : actual === pattern
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
