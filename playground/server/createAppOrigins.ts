import type { FetchHandler } from './bindPort.ts'
import { type AppConfig, createAppServer } from './createAppServer.ts'
import type { Faults } from './createFaults.ts'
import type { ProvisioningLog } from './createProvisioningLog.ts'
import { createScriptTagServer } from './createScriptTagServer.ts'
import { unknownWidgetUrl } from './createWidgetServers.ts'
import { unknownHostname } from './playgroundPorts.ts'

export type AppOriginsOptions = {
  /** Folder of the built app. */
  readonly dist: string
  readonly config: Pick<AppConfig, 'appName' | 'widgetUrl' | 'nodeUrl' | 'inboxUrl'>
  /** Origin of the page that the widget trusts. */
  readonly origin: string
  readonly faults: Faults
  readonly provisioning: ProvisioningLog
  readonly now?: (() => number) | undefined
}

/** Serves the app under two hostnames: for one of them the widget trusts no page. Each has a server that verifies users. */
export async function createAppOrigins(options: AppOriginsOptions): Promise<FetchHandler> {
  const { dist, config, origin, faults, provisioning, now } = options
  const unknownUrl = new URL(origin)
  unknownUrl.hostname = unknownHostname
  const trusted = await serveOrigin(origin, { ...config, isTrusted: true, otherOrigin: unknownUrl.origin })
  const unknown = await serveOrigin(unknownUrl.origin, {
    ...config,
    widgetUrl: unknownWidgetUrl(config.widgetUrl),
    isTrusted: false,
    otherOrigin: origin,
  })
  return (request) => (new URL(request.url).hostname === unknownHostname ? unknown(request) : trusted(request))

  async function serveOrigin(own: string, ownConfig: AppConfig) {
    const app = await createAppServer({ dist, config: ownConfig })
    const pages = createScriptTagServer({ config: ownConfig, origin: own, now })
    const { host } = new URL(own)
    pages.route('/faults', faults.routes(host)).route('/provisioning', provisioning.routes(host))
    pages.all('*', ({ req }) => app(req.raw))
    return (request: Request) => pages.fetch(request)
  }
}
