import { admitSource } from '../csp/admitSource.ts'
import { allowsUrl } from '../csp/allowsUrl.ts'
import { formatPolicy, type Policy, parsePolicies } from '../csp/policy.ts'
import { sourcesOf } from '../csp/sourcesOf.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { usesWindow } from '../usesWindow.ts'

/** Every policy of a page must let the widget in: one more header never loosens another. */
export function* checkFrameSrc({ page, widget }: Facts): Iterable<Finding> {
  if (usesWindow(page) || widget.answer === 'well') return
  const refuses = (policy: Policy) => !allowsUrl(sourcesOf(policy, 'frame-src'), new URL(widget.url), new URL(page.url))
  const sent = parsePolicies(page.headers?.['content-security-policy'] ?? '').filter(refuses)
  const written = (page.metaPolicies ?? []).flatMap(parsePolicies).filter(refuses)
  const known = new Set([...sent, ...written].map(formatPolicy))
  const seen = (page.brokenPolicies ?? []).flatMap(parsePolicies).filter((policy) => !known.has(formatPolicy(policy)))

  const finding = (policy: Policy, line: (text: string) => string): Finding => ({
    code: 'frame_blocked',
    problem: `A policy of the page refuses the widget: ${deciding(policy)}`,
    fix: line(formatPolicy(admitSource(policy, 'frame-src', widget.origin))),
    severity: 'error',
  })
  for (const policy of [...sent, ...seen]) yield finding(policy, (text) => `Content-Security-Policy: ${text}`)
  for (const policy of written) {
    yield finding(policy, (text) => `<meta http-equiv="Content-Security-Policy" content="${text}">`)
  }
}

/** The directive that decides on frames, as it is written. */
function deciding(policy: Policy): string {
  const name = ['frame-src', 'child-src', 'default-src'].find((name) => policy.has(name)) ?? 'frame-src'
  return [name, ...(policy.get(name) ?? [])].join(' ')
}
