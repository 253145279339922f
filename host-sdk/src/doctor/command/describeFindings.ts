import type { Finding } from '../finding.ts'
import { printable } from '../printable.ts'

/** Formats findings for a terminal: each problem with its fix, and their number. */
export function describeFindings(url: string, findings: readonly Finding[]): readonly string[] {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length
  const lines = findings.flatMap(({ code, problem, fix, severity }) => [
    `${severity === 'error' ? '✗' : '!'} ${code}: ${problem}`,
    `  ${fix}`,
    '',
  ])
  const sum =
    findings.length === 0
      ? 'nothing is in the widget’s way. What only a browser knows, openkey.diagnose() tells.'
      : `${several(count('error'), 'error')}, ${several(count('warning'), 'warning')}`
  return [...lines, `${url}: ${sum}`].map(printable)
}

function several(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
