import type { OpenKey } from '../openKey.ts'
import type { OpenKeyOptions } from '../options.ts'
import type { CallQueue } from './callQueue.ts'

/** `window.OpenKey` once the script has loaded: what its `data-*` attributes configure, and a factory for more. */
export type OpenKeyGlobal = OpenKey & {
  readonly version: string
  /**
   * Another instance, as `createOpenKey` of the package makes one. Before the script has loaded, a promise of it.
   * @throws {OpenKeyError} `invalid_params`, `origin_not_allowed`
   */
  readonly create: (options: OpenKeyOptions) => OpenKey
  /** The widget of the script element, if its attributes are valid. */
  widgetUrl?: string | undefined
  /**
   * Origins, in addition to the page's own, that the attributes of `<openkey-sign-in>` and its form may name. Only a
   * script can set it. No attribute can, because anyone who can inject HTML can write attributes.
   */
  allowOrigins?: readonly string[]
  /** Takes calls made through the stub. */
  q: CallQueue
}

declare global {
  interface Window {
    /** The stub before the script has loaded: its methods answer promises, and settle once it has. */
    OpenKey?: OpenKeyGlobal
  }
}
