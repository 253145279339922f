import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { printable } from './printable.ts'
import { checkAnswer } from './rules/checkAnswer.ts'
import { checkBrowser } from './rules/checkBrowser.ts'
import { checkEmbedding } from './rules/checkEmbedding.ts'
import { checkFrameSrc } from './rules/checkFrameSrc.ts'
import { checkHiding } from './rules/checkHiding.ts'
import { checkLocalNetwork } from './rules/checkLocalNetwork.ts'
import { checkOpener } from './rules/checkOpener.ts'
import { checkPasskeys } from './rules/checkPasskeys.ts'
import { checkPlace } from './rules/checkPlace.ts'
import { checkWidgetResponse } from './rules/checkWidgetResponse.ts'
import type { Rule } from './rules/rule.ts'

const rules: readonly Rule[] = [
  checkPlace,
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
 * Lists every problem that the facts show to keep the widget from working on a page. The list is empty if there is none.
 * Rules quote the page and its servers verbatim. Only this function makes the quotes printable.
 */
export function checkFacts(facts: Facts): readonly Finding[] {
  const found = rules.flatMap((rule) => [...rule(facts)])
  return [...found, ...checkAnswer(facts, found)].map((finding) => ({
    ...finding,
    problem: printable(finding.problem),
    fix: printable(finding.fix),
  }))
}
