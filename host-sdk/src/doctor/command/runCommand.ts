import { checkFacts } from '../checkFacts.ts'
import type { Finding } from '../finding.ts'
import { printable } from '../printable.ts'
import { type Answer, askServer } from './askServer.ts'
import { describeFindings } from './describeFindings.ts'
import { gatherFacts } from './gatherFacts.ts'
import { readArguments } from './readArguments.ts'
import { readMarkup } from './readMarkup.ts'

export type CommandOutcome = {
  readonly text: string
  /** 0 where nothing is an error, 1 otherwise, 2 where the command was called wrongly. */
  readonly exitCode: 0 | 1 | 2
}

const usage = 'Usage: npx @openkey/host-sdk doctor <page url> [--widget <url>]'

/** Looks at what the servers of a page and of its widget send, and names what keeps the two apart. */
export async function runCommand(args: readonly string[]): Promise<CommandOutcome> {
  const read = readArguments(args)
  if (typeof read === 'string') return { text: `${read}\n${usage}`, exitCode: 2 }
  const page = await askServer(read.pageUrl).catch(failureOf)
  const fault = pageFault(page, read.pageUrl)
  if ('failure' in page || fault !== undefined) return report(read.pageUrl, fault ? [fault] : [])

  const markup = readMarkup(page.body)
  const widgetUrl = read.widgetUrl ?? markup.widgetUrl
  if (widgetUrl === undefined || !URL.canParse(widgetUrl)) {
    const found = widgetUrl === undefined ? 'no data-widget' : `data-widget="${widgetUrl}"`
    return {
      text: `${printable(`The page has ${found}. Name the widget it uses by --widget.`)}\n${usage}`,
      exitCode: 2,
    }
  }
  const widget = await askServer(widgetUrl).catch(failureOf)
  return report(page.url, checkFacts(gatherFacts({ page, metaPolicies: markup.metaPolicies, widgetUrl, widget })))
}

function report(url: string, findings: readonly Finding[]): CommandOutcome {
  const isError = findings.some(({ severity }) => severity === 'error')
  return { text: describeFindings(url, findings).join('\n'), exitCode: isError ? 1 : 0 }
}

function failureOf(error: Error & { readonly code?: unknown }): { readonly failure: string } {
  return { failure: typeof error.code === 'string' ? error.code : error.message }
}

/** A page that does not come has headers of nothing. */
function pageFault(page: Answer | { readonly failure: string }, url: string): Finding | undefined {
  if (!('failure' in page) && page.status < 400) return undefined
  const problem =
    'failure' in page
      ? `The page’s server does not answer at ${url}: ${page.failure}.`
      : `${url} answers ${page.status}.`
  return { code: 'page_unreachable', problem, fix: 'Start its server, or correct the URL.', severity: 'error' }
}
