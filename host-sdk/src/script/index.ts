import { createOpenKey } from '../createOpenKey.ts'
import { installScript } from './installScript.ts'

export type { CallQueue, QueuedCall } from './callQueue.ts'
export type { OpenKeyGlobal } from './openKeyGlobal.ts'

// On a server there is nothing to install.
if (typeof document !== 'undefined') {
  const { currentScript } = document
  installScript({
    page: window,
    data: currentScript instanceof HTMLScriptElement ? currentScript.dataset : {},
    create: createOpenKey,
    // biome-ignore lint/suspicious/noConsole: two versions on one page are the integrator's to see.
    warn: (message) => console.warn(message),
    report: reportError,
  })
}
