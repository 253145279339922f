import type { Facts, WidgetResponse } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** Whether a page comes where the widget should be. */
export function checkWidgetResponse({ widget: { url, origin, response } }: Facts): readonly Finding[] {
  const fault = response && faultOf(response, url, origin)
  return fault === undefined ? [] : [{ code: 'widget_unreachable', severity: 'error', ...fault }]
}

function faultOf(response: WidgetResponse, url: string, origin: string): Pick<Finding, 'problem' | 'fix'> | undefined {
  if ('failure' in response) {
    return {
      problem: `The widget’s server does not answer at ${url}: ${response.failure}.`,
      fix: `Start the server of ${origin}, or correct widgetUrl or data-widget.`,
    }
  }
  const { status, headers } = response
  if (new URL(response.url).origin !== origin) {
    return {
      problem: `${url} leads to another origin, ${response.url}.`,
      fix: `widgetUrl: '${response.url}', or data-widget="${response.url}"`,
    }
  }
  if (status !== 200) {
    return {
      problem: `${url} answers ${status}.`,
      fix: `Serve the widget’s page at ${url} with status 200, or correct widgetUrl or data-widget.`,
    }
  }
  const type = headers['content-type'] ?? ''
  if (/^text\/html\s*(;|$)/i.test(type)) return undefined
  return {
    problem: `${url} answers ${type === '' ? 'without a content type' : type}, and no page.`,
    fix: 'Content-Type: text/html; charset=utf-8',
  }
}
