import { createWidgetServer, type WidgetServerOptions } from '@openkey/widget/server'

/** Query of the widget's URL with which it trusts no page. */
const unknownQuery = 'unknown'

/**
 * Serves the widget, and with {@link unknownWidgetUrl} the same widget without trusted origins, so that a page on this
 * machine can see what an unknown page sees. A page can only make the policy stricter for itself.
 */
export function createWidgetServers({ dist, config }: WidgetServerOptions): (request: Request) => Response {
  const approval = { ...config.approval, trustLoopback: false, trustedOrigins: [] }
  const known = createWidgetServer({ dist, config })
  const unknown = createWidgetServer({ dist, config: { ...config, approval } })
  return (request) => (new URL(request.url).searchParams.has(unknownQuery) ? unknown(request) : known(request))
}

/** Returns the URL of the widget that trusts no page. */
export function unknownWidgetUrl(widgetUrl: string): string {
  return `${widgetUrl}/?${unknownQuery}`
}
