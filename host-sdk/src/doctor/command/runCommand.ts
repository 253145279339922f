import type { Finding } from '../finding.ts'
import { printable } from '../printable.ts'
import { runChecks } from '../runChecks.ts'
import { collectObservations } from './collectObservations.ts'
import { describeFindings } from './describeFindings.ts'
import { readArguments } from './readArguments.ts'
import { readMarkup } from './readMarkup.ts'
import { type PageResponse, requestPage } from './requestPage.ts'

export type CommandOutcome = {
  readonly text: string
  /** 0 without errors, 1 with errors, 2 for invalid arguments. */
  readonly exitCode: 0 | 1 | 2
}

const usage = 'Usage: npx @openkey/host-sdk doctor <page url> [--widget <url>]'

/** Checks what the servers of a page and its widget send, and lists what prevents the widget from working. */
export async function runCommand(args: readonly string[]): Promise<CommandOutcome> {
  const parsed = readArguments(args)
  if (typeof parsed === 'string') return { text: `${parsed}\n${usage}`, exitCode: 2 }
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
  const widget = await requestPage(widgetUrl).catch(failureOf)
  return report(
    page.url,
    runChecks(collectObservations({ page, metaPolicies: markup.metaPolicies, widgetUrl, widget })),
  )
}

function report(url: string, findings: readonly Finding[]): CommandOutcome {
  const isError = findings.some(({ severity }) => severity === 'error')
  return { text: describeFindings(url, findings).join('\n'), exitCode: isError ? 1 : 0 }
}

function failureOf(error: Error & { readonly code?: unknown }): { readonly failure: string } {
  return { failure: typeof error.code === 'string' ? error.code : error.message }
}

/** Headers of an error page say nothing about the page. */
function pageProblem(page: PageResponse | { readonly failure: string }, url: string): Finding | undefined {
  if (!('failure' in page) && page.status < 400) return undefined
  const problem =
    'failure' in page
      ? `The page’s server does not respond at ${url}: ${page.failure}.`
      : `${url} responds with status ${page.status}.`
  return { code: 'page_unreachable', problem, fix: 'Start its server, or correct the URL.', severity: 'error' }
}
