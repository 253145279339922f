import type { Finding } from '../finding.ts'
import { printable } from '../printable.ts'

/** Formats findings for a terminal: each problem with its fix, then a summary. */
export function describeFindings(url: string, findings: readonly Finding[]): readonly string[] {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length
  const lines = findings.flatMap(({ code, problem, fix, severity }) => [
    `${severity === 'error' ? '✗' : '!'} ${code}: ${problem}`,
    `  ${fix}`,
    '',
  ])
  const summary =
    findings.length === 0
      ? 'no problems found. Call openkey.diagnose() in the page to check what only a browser knows.'
      : `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`
  return [...lines, `${url}: ${summary}`].map(printable)
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
