import { systemClock } from '@openkey/protocol'
import { composeOpenKey } from '../composeOpenKey.ts'
import { pageConnections } from '../connection/sharedConnection.ts'
import { browserPage } from '../page/browserPage.ts'
import { installScript } from './installScript.ts'
import { rejectingDoctor } from './rejectingDoctor.ts'

export type { CallQueue, QueuedCall } from './callQueue.ts'
export type { OpenKeyGlobal } from './openKeyGlobal.ts'

// Skipped on servers, some of which provide a partial `document`.
if (typeof HTMLScriptElement !== 'undefined') {
  // Read on the prototype, because an image or form with that name shadows the property.
  const currentScript: unknown = Reflect.get(Document.prototype, 'currentScript', document)
  const scripts = Document.prototype.querySelectorAll.call(document, 'script[data-widget]')
  installScript({
    page: window,
    data: currentScript instanceof HTMLScriptElement ? currentScript.dataset : {},
    widgets: [...scripts].map((script) => script.getAttribute('data-widget') ?? ''),
    create: (options) =>
      composeOpenKey({
        options,
        page: browserPage(),
        connections: pageConnections,
        clock: systemClock,
        doctor: rejectingDoctor,
      }),
    // biome-ignore lint/suspicious/noConsole: the integrator must see that two versions are loaded.
    warn: (message) => console.warn(message),
    report: reportError,
  })
}
