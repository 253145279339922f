import { systemClock } from '@openkey/protocol'
import { composeOpenKey } from './composeOpenKey.ts'
import type { OpenKey } from './openKey.ts'
import type { OpenKeyOptions } from './options.ts'
import { browserPage } from './page/browserPage.ts'

/**
 * Makes the widget available to this page. Nothing happens before the first call: no frame, no request, nothing on a
 * server, where every call fails with `presentation_unavailable`.
 * @throws {OpenKeyError} `invalid_params`, `origin_not_allowed` for a widget URL that cannot be framed
 * @example
 * const openkey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
 * const { session } = await openkey.signIn(auth)
 */
export function createOpenKey(options: OpenKeyOptions): OpenKey {
  return composeOpenKey({
    options,
    page: browserPage(),
    clock: systemClock,
    doctor: async (patient) => (await import('./doctor/diagnose.ts')).diagnose(patient, composeOpenKey),
  })
}
