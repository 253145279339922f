import { systemClock } from '@openkey/protocol'
import { composeOpenKey } from './composeOpenKey.ts'
import { pageConnections } from './connection/sharedConnection.ts'
import type { OpenKey } from './openKey.ts'
import type { OpenKeyOptions } from './options.ts'
import { browserPage } from './page/browserPage.ts'

/**
 * Creates an OpenKey instance for this page. Opens no frame and sends no request before the first call. On a server,
 * every call rejects with `presentation_unavailable`.
 * @param options `widgetUrl` and `appName` are required
 * @throws {OpenKeyError} `invalid_params` naming the option; `origin_not_allowed` for a widget URL that cannot be
 * framed
 * @example
 * const openkey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
 * const { address } = await openkey.connect()
 */
export function createOpenKey(options: OpenKeyOptions): OpenKey {
  return composeOpenKey({
    options,
    page: browserPage(),
    connections: pageConnections,
    clock: systemClock,
    feedback: async () => (await import('./feedback/consoleFeedback.ts')).consoleFeedback,
    doctor: async (input) => (await import('./doctor/diagnose.ts')).diagnose(input, composeOpenKey),
  })
}
