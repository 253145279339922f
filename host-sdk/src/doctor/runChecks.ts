import type { Finding } from './finding.ts'
import type { Observations } from './observations.ts'
import { printable } from './printable.ts'
import { checkBrowser } from './rules/checkBrowser.ts'
import { checkEmbedding } from './rules/checkEmbedding.ts'
import { checkFrameSrc } from './rules/checkFrameSrc.ts'
import { checkHiding } from './rules/checkHiding.ts'
import { checkLocalNetwork } from './rules/checkLocalNetwork.ts'
import { checkOpener } from './rules/checkOpener.ts'
import { checkOrigins } from './rules/checkOrigins.ts'
import { checkPasskeys } from './rules/checkPasskeys.ts'
import { checkProbe } from './rules/checkProbe.ts'
import { checkWidgetResponse } from './rules/checkWidgetResponse.ts'

/** Checks one requirement. */
type Rule = (observations: Observations) => Iterable<Finding>

const rules: readonly Rule[] = [
  checkOrigins,
  checkWidgetResponse,
  checkFrameSrc,
  checkEmbedding,
  checkLocalNetwork,
  checkPasskeys,
  checkOpener,
  checkHiding,
  checkBrowser,
]

/**
 * Lists every problem that prevents the widget from working on a page. The list is empty if there is none.
 * Rules quote the page and its servers verbatim; this function removes unprintable characters.
 */
export function runChecks(observations: Observations): readonly Finding[] {
  const findings = rules.flatMap((rule) => [...rule(observations)])
  return [...findings, ...checkProbe(observations, findings)].map((finding) => ({
    ...finding,
    problem: printable(finding.problem),
    fix: printable(finding.fix),
  }))
}
