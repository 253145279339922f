import { packageVersion as version } from '@openkey/protocol'
import type { Finding } from '../finding.ts'
import { printable } from '../printable.ts'
import { runChecks } from '../runChecks.ts'
import { collectObservations } from './collectObservations.ts'
import { readArguments } from './readArguments.ts'
import { readMarkup } from './readMarkup.ts'
import { type PageResponse, requestPage } from './requestPage.ts'

export type CommandOutcome = {
  readonly text: string
  /** 0 without errors, 1 with errors, 2 for invalid arguments. */
  readonly exitCode: 0 | 1 | 2
}

const usage = 'Usage: npx @openkey/host-sdk doctor <page url> [--widget <url>] [--json]'

const help = `${usage}

Checks what the servers of a page and its widget send, and lists what prevents the widget from working.

Options:
  --widget <url>  URL of the widget; by default that of the page's script tag
  --json          print { url, findings } as JSON
  -h, --help      print this text
  -v, --version   print the version of the SDK

Exit code: 0 without errors, 1 with errors, 2 for invalid arguments.`

/** Checks what the servers of a page and its widget send, and lists what prevents the widget from working. */
export async function runCommand(args: readonly string[]): Promise<CommandOutcome> {
  const parsed = readArguments(args)
  if (parsed.kind === 'help') return { text: help, exitCode: 0 }
  if (parsed.kind === 'version') return { text: version, exitCode: 0 }
  if (parsed.kind === 'invalid') return { text: `${printable(parsed.problem)}\n${usage}`, exitCode: 2 }
  const report = parsed.isJson ? reportJson : reportText
  const page = await requestPage(parsed.pageUrl).catch(failureOf)
  const problem = pageProblem(page, parsed.pageUrl)
  if ('failure' in page || problem !== undefined) return report(parsed.pageUrl, problem ? [problem] : [])

  const markup = readMarkup(page.body)
  const widgetUrl = parsed.widgetUrl ?? markup.widgetUrl
  if (widgetUrl === undefined || !URL.canParse(widgetUrl)) {
    const found = widgetUrl === undefined ? 'no data-widget' : `data-widget="${widgetUrl}"`
    return {
      text: `${printable(`The page has ${found}. Pass the URL of its widget with --widget.`)}\n${usage}`,
      exitCode: 2,
    }
  }
  const [widget, ...scripts] = await Promise.all([
    requestPage(widgetUrl).catch(failureOf),
    ...markup.scripts.slice(0, maxScripts).map((src) => checkScript(src, page.url)),
  ])
  const observations = collectObservations({ page, metaPolicies: markup.metaPolicies, widgetUrl, widget })
  return report(page.url, [...scripts.flat(), ...runChecks(observations)])
}

const maxScripts = 8

/** A page whose SDK does not load has a widget that nothing opens. */
async function checkScript(src: string, pageUrl: string): Promise<readonly Finding[]> {
  const url = URL.canParse(src, pageUrl) ? new URL(src, pageUrl).href : src
  const response = await requestPage(url).catch(failureOf)
  if (!('failure' in response) && response.status < 400) return []
  const outcome = 'failure' in response ? response.failure : `status ${response.status}`
  return [
    {
      code: 'script_unreachable',
      problem: `The script of the SDK does not load from ${url}: ${outcome}.`,
      fix: 'Copy the file from dist/script of the package to that place, or correct src.',
      severity: 'error',
    },
  ]
}

function reportText(url: string, findings: readonly Finding[]): CommandOutcome {
  return { text: describeFindings(url, findings).join('\n'), exitCode: exitCodeOf(findings) }
}

function reportJson(url: string, findings: readonly Finding[]): CommandOutcome {
  return {
    text: JSON.stringify({ url, findings }, (_, value) => (typeof value === 'string' ? printable(value) : value), 2),
    exitCode: exitCodeOf(findings),
  }
}

function exitCodeOf(findings: readonly Finding[]): 0 | 1 {
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

function failureOf(error: Error & { readonly code?: unknown }): { readonly failure: string } {
  return { failure: typeof error.code === 'string' ? error.code : error.message }
}

/** Headers of an error page, or of a sign-in page on another host, say nothing about the page. */
function pageProblem(page: PageResponse | { readonly failure: string }, url: string): Finding | undefined {
  if (!('failure' in page) && new URL(page.url).hostname !== new URL(url).hostname) {
    const problem = `${url} redirects to another host, ${page.url}.`
    const fix = 'Pass a page that does not redirect. If the other host is yours, pass its URL.'
    return { code: 'page_unreachable', problem, fix, severity: 'error' }
  }
  if (!('failure' in page) && page.status < 400) return undefined
  const problem =
    'failure' in page
      ? `The page’s server does not respond at ${url}: ${page.failure}.`
      : `${url} responds with status ${page.status}.`
  return { code: 'page_unreachable', problem, fix: 'Start its server, or correct the URL.', severity: 'error' }
}

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
