import type { Finding } from '../finding.ts'
import type { Observations, WidgetResponse } from '../observations.ts'
import { checkLocalNetwork } from './checkLocalNetwork.ts'

/** The widget's URL must respond with an HTML page. */
export function checkWidgetResponse(observations: Observations): readonly Finding[] {
  const { url, origin, response } = observations.widget
  if (response === undefined || isBrowserInBetween(observations)) return []
  const problem = problemOf(response, url, origin)
  return problem === undefined ? [] : [{ code: 'widget_unreachable', severity: 'error', ...problem }]
}

/** Returns whether the browser itself may have blocked the request. `checkLocalNetwork` reports that. */
function isBrowserInBetween(observations: Observations): boolean {
  const { page, widget } = observations
  const hasFailed = widget.response !== undefined && 'failure' in widget.response
  return hasFailed && page.localNetwork !== undefined && [...checkLocalNetwork(observations)].length > 0
}

function problemOf(
  response: WidgetResponse,
  url: string,
  origin: string,
): Pick<Finding, 'problem' | 'fix'> | undefined {
  if ('failure' in response) {
    return {
      problem: `The widget’s server does not respond at ${url}: ${response.failure}.`,
      fix: `Start the server of ${origin}, or correct widgetUrl or data-widget.`,
    }
  }
  const { status, headers } = response
  if (new URL(response.url).origin !== origin) {
    return {
      problem: `${url} redirects to another origin, ${response.url}.`,
      fix: `widgetUrl: '${response.url}', or data-widget="${response.url}"`,
    }
  }
  if (status !== 200) {
    return {
      problem: `${url} responds with status ${status}, expected 200.`,
      fix: `Serve the widget’s page at ${url} with status 200, or correct widgetUrl or data-widget.`,
    }
  }
  const type = headers['content-type'] ?? ''
  if (/^text\/html\s*(;|$)/i.test(type)) return undefined
  return {
    problem: `${url} responds with ${type === '' ? 'no content type' : type}, expected text/html.`,
    fix: 'Content-Type: text/html; charset=utf-8',
  }
}
