import { createOpenKey, type OpenKey } from '@openkey/host-sdk'
import { TinyCloudWeb } from '@openkey/playground/web-sdk'

declare global {
  /** Globals that a snippet assumes. */
  interface Window {
    openkey: OpenKey
    auth: TinyCloudWeb
    /** Error of its module; `undefined` if it completed. */
    ended: Promise<string | undefined>
  }
}

/** Runs the module of a snippet on a page that has an OpenKey and a TinyCloud client, as its reader does. */
export function runSnippet({ widgetUrl, nodeUrl }: { widgetUrl: string; nodeUrl: string }, load: () => Promise<void>) {
  window.openkey = createOpenKey({ widgetUrl, appName: 'Notes', connectTimeoutMs: 30_000 })
  window.auth = new TinyCloudWeb({
    signer: window.openkey.signer,
    tinycloudHosts: [nodeUrl],
    autoCreateSpace: false,
  })
  window.ended = load().then(
    () => undefined,
    (error) => String(error.message),
  )
}
