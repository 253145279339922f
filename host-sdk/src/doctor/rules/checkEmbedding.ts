import { admitSource, allowsUrl, formatPolicy, type Policy, parsePolicies, sourcesOf } from '../csp.ts'
import type { Finding } from '../finding.ts'
import type { HeaderValues, Observations } from '../observations.ts'

/** The widget's own headers must allow the page to embed it. */
export function* checkEmbedding({ page, widget: { origin, response } }: Observations): Iterable<Finding> {
  if (response === undefined || 'failure' in response) return
  const { headers } = response
  const embedder = new URL(page.url).origin
  const policies = parsePolicies(headers['content-security-policy'] ?? '')
  const blocks = (policy: Policy) =>
    !allowsUrl(sourcesOf(policy, 'frame-ancestors'), new URL(embedder), new URL(origin))

  for (const policy of policies.filter(blocks)) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget’s policy blocks the page: frame-ancestors ${policy.get('frame-ancestors')?.join(' ')}`,
      fix: `Add ${embedder} to embedding.allow of the widget’s deployment, which then sends Content-Security-Policy: ${formatPolicy(admitSource(policy, 'frame-ancestors', embedder))}`,
      severity: 'error',
    }
  }
  const options = headers['x-frame-options'] ?? ''
  // Browsers ignore the older header if a policy has `frame-ancestors`.
  if (/deny|sameorigin/i.test(options) && !policies.some((policy) => policy.has('frame-ancestors'))) {
    yield {
      code: 'origin_not_allowed',
      problem: `The widget’s server blocks every other origin: X-Frame-Options: ${options}`,
      fix: `Remove X-Frame-Options from the responses of ${origin}, and send Content-Security-Policy: frame-ancestors ${embedder}`,
      severity: 'error',
    }
  }
  if (requiresIsolation(page.headers ?? {}) && !supportsIsolation(headers)) {
    yield {
      code: 'frame_blocked',
      problem:
        'The page’s Cross-Origin-Embedder-Policy blocks the widget, whose server does not send the headers it requires.',
      fix: `${origin} must send Cross-Origin-Embedder-Policy: require-corp and Cross-Origin-Resource-Policy: cross-origin`,
      severity: 'error',
    }
  }
}

function requiresIsolation(headers: HeaderValues): boolean {
  return /^(require-corp|credentialless)\b/.test(headers['cross-origin-embedder-policy'] ?? '')
}

function supportsIsolation(headers: HeaderValues): boolean {
  return requiresIsolation(headers) && headers['cross-origin-resource-policy'] === 'cross-origin'
}
