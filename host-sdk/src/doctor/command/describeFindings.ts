import type { Finding } from '../finding.ts'

/** What a person reads in a terminal: each problem with its fix, and how many there are. */
export function describeFindings(url: string, findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length
  const lines = findings.map(
    ({ code, problem, fix, severity }) => `${severity === 'error' ? '✗' : '!'} ${code}: ${problem}\n  ${fix}\n`,
  )
  const sum =
    findings.length === 0
      ? 'nothing is in the widget’s way. What only a browser knows, openkey.diagnose() tells.'
      : `${several(count('error'), 'error')}, ${several(count('warning'), 'warning')}`
  return [...lines, `${url}: ${sum}`].join('\n')
}

function several(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
