import type { OpenKey } from '../openKey.ts'
import type { OpenKeyOptions } from '../options.ts'
import type { CallQueue } from './callQueue.ts'

/**
 * `window.OpenKey` after the script has loaded: an instance configured by the `data-*` attributes of its element.
 * @example
 * button.onclick = async () => {
 *   const { address } = await OpenKey.connect()
 * }
 */
export type OpenKeyGlobal = OpenKey & {
  readonly version: string
  /**
   * Creates another instance, like `createOpenKey`. Returns a promise while the script loads.
   * @throws {OpenKeyError} `invalid_params`, `origin_not_allowed`
   */
  readonly create: (options: OpenKeyOptions) => OpenKey
  /** URL of the widget of the script element, if its attributes are valid. */
  widgetUrl?: string | undefined
  /**
   * Origins, in addition to the page's own, that the attributes of `<openkey-sign-in>` and its form may name. Can be
   * set by scripts only, because anyone who can inject HTML can write attributes.
   */
  allowOrigins?: readonly string[]
  /** Receives the calls that the snippet has recorded. */
  q: CallQueue
}

declare global {
  interface Window {
    /** Before the script has loaded, an object that records calls and returns promises. */
    OpenKey?: OpenKeyGlobal
  }
}
