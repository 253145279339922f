import { systemClock } from '@openkey/protocol'
import { composeOpenKey } from '../composeOpenKey.ts'
import { browserPage } from '../page/browserPage.ts'
import { installScript } from './installScript.ts'
import { noDoctor } from './noDoctor.ts'

export type { CallQueue, QueuedCall } from './callQueue.ts'
export type { OpenKeyGlobal } from './openKeyGlobal.ts'

// On a server there is nothing to install, even where it has a document for a library that looks for one.
if (typeof HTMLScriptElement !== 'undefined') {
  // Read on the prototype, because an image or a form of that name shadows a property of the document.
  const currentScript: unknown = Reflect.get(Document.prototype, 'currentScript', document)
  const scripts = Document.prototype.querySelectorAll.call(document, 'script[data-widget]')
  installScript({
    page: window,
    data: currentScript instanceof HTMLScriptElement ? currentScript.dataset : {},
    widgets: [...scripts].map((script) => script.getAttribute('data-widget') ?? ''),
    create: (options) => composeOpenKey({ options, page: browserPage(), clock: systemClock, doctor: noDoctor }),
    // biome-ignore lint/suspicious/noConsole: two versions on one page are the integrator's to see.
    warn: (message) => console.warn(message),
    report: reportError,
  })
}
