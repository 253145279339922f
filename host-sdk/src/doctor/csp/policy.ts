/** One Content-Security-Policy: source expressions by directive, in the order they were written. */
export type Policy = ReadonlyMap<string, readonly string[]>

/**
 * Reads what one or several headers, or a meta element, hold. As in a browser, the first of two equal directives counts.
 * Source: CSP Level 3, sections 2.2.1 and 2.2.2.
 */
export function parsePolicies(text: string): readonly Policy[] {
  return text
    .split(',')
    .map(parsePolicy)
    .filter(({ size }) => size > 0)
}

export function formatPolicy(policy: Policy): string {
  return [...policy].map((directive) => directive.flat().join(' ')).join('; ')
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
