import { admitSource, allowsUrl, formatPolicy, type Policy, parsePolicies, sourcesOf } from '../csp.ts'
import type { Finding } from '../finding.ts'
import { type Observations, usesWindow } from '../observations.ts'

/** Every policy of the page must allow the widget: one policy cannot loosen another. */
export function* checkFrameSrc({ page, widget }: Observations): Iterable<Finding> {
  if (usesWindow(page) || widget.probe === 'ok') return
  const blocks = (policy: Policy) => !allowsUrl(sourcesOf(policy, 'frame-src'), new URL(widget.url), new URL(page.url))
  const fromHeaders = parsePolicies(page.headers?.['content-security-policy'] ?? '').filter(blocks)
  const fromMeta = (page.metaPolicies ?? []).flatMap(parsePolicies).filter(blocks)
  const known = new Set([...fromHeaders, ...fromMeta].map(formatPolicy))
  const fromViolations = (page.violatedPolicies ?? [])
    .flatMap(parsePolicies)
    .filter((policy) => !known.has(formatPolicy(policy)))

  const finding = (policy: Policy, line: (text: string) => string): Finding => ({
    code: 'frame_blocked',
    problem: `A policy of the page blocks the widget: ${effectiveDirective(policy)}`,
    fix: line(formatPolicy(admitSource(policy, 'frame-src', widget.origin))),
    severity: 'error',
  })
  for (const policy of [...fromHeaders, ...fromViolations])
    yield finding(policy, (text) => `Content-Security-Policy: ${text}`)
  for (const policy of fromMeta) {
    yield finding(policy, (text) => `<meta http-equiv="Content-Security-Policy" content="${text}">`)
  }
}

/** The directive that applies to frames, as it is written. */
function effectiveDirective(policy: Policy): string {
  const name = ['frame-src', 'child-src', 'default-src'].find((name) => policy.has(name)) ?? 'frame-src'
  return [name, ...(policy.get(name) ?? [])].join(' ')
}
