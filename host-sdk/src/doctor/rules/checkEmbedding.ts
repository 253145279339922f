import { admitSource } from '../csp/admitSource.ts'
import { allowsUrl } from '../csp/allowsUrl.ts'
import { formatPolicy, type Policy, parsePolicies } from '../csp/policy.ts'
import { sourcesOf } from '../csp/sourcesOf.ts'
import type { Facts, HeaderValues } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** What the widget's own headers say about the page that embeds it. */
export function* checkEmbedding({ page, widget: { origin, response } }: Facts): Iterable<Finding> {
  if (response === undefined || 'failure' in response) return
  const { headers } = response
  const embedder = new URL(page.url).origin
  const policies = parsePolicies(headers['content-security-policy'] ?? '')
  const refuses = (policy: Policy) =>
    !allowsUrl(sourcesOf(policy, 'frame-ancestors'), new URL(embedder), new URL(origin))

  for (const policy of policies.filter(refuses)) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget’s policy refuses the page: frame-ancestors ${policy.get('frame-ancestors')?.join(' ')}`,
      fix: `Add ${embedder} to embedding.allow of the widget’s deployment, which then sends Content-Security-Policy: ${formatPolicy(admitSource(policy, 'frame-ancestors', embedder))}`,
      severity: 'error',
    }
  }
  const options = headers['x-frame-options'] ?? ''
  // Where a policy names the embedders, browsers ignore the older header.
  if (/deny|sameorigin/i.test(options) && !policies.some((policy) => policy.has('frame-ancestors'))) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget’s server refuses every other origin: X-Frame-Options: ${options}`,
      fix: `Take X-Frame-Options out of what ${origin} sends, and send Content-Security-Policy: frame-ancestors ${embedder}`,
      severity: 'error',
    }
  }
  if (requiresIsolation(page.headers ?? {}) && !bearsIsolation(headers)) {
    yield {
      code: 'frame_blocked',
      problem: 'The page’s Cross-Origin-Embedder-Policy refuses a widget whose server does not go along.',
      fix: `${origin} has to send Cross-Origin-Embedder-Policy: require-corp and Cross-Origin-Resource-Policy: cross-origin`,
      severity: 'error',
    }
  }
}

function requiresIsolation(headers: HeaderValues): boolean {
  return /^(require-corp|credentialless)\b/.test(headers['cross-origin-embedder-policy'] ?? '')
}

function bearsIsolation(headers: HeaderValues): boolean {
  return requiresIsolation(headers) && headers['cross-origin-resource-policy'] === 'cross-origin'
}
