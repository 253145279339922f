import type { SessionStorage } from './sessionStorage.ts'

export type BrowserSessionStorageOptions = {
  /** @default globalThis.localStorage. Use `globalThis.sessionStorage` for sessions that end with the tab. */
  readonly storage?: Storage
}

/**
 * Sessions in the page's own storage. The record holds the session's private key in the clear, as readable to every
 * script of the origin as the session itself.
 *
 * @example
 * new TinyCloudWeb({ sessionStorage: new BrowserSessionStorage({ storage: globalThis.sessionStorage }), … })
 */
export class BrowserSessionStorage implements SessionStorage {
  readonly #storage: Storage | undefined

  constructor({ storage }: BrowserSessionStorageOptions = {}) {
    this.#storage = storage
  }

  async get(key: string): Promise<string | undefined> {
    return this.#resolve().getItem(key) ?? undefined
  }

  async set(key: string, text: string): Promise<void> {
    this.#resolve().setItem(key, text)
  }

  async remove(key: string): Promise<void> {
    this.#resolve().removeItem(key)
  }

  /** Reading `localStorage` throws where storage is blocked: inside a method that becomes a rejection. */
  #resolve(): Storage {
    return this.#storage ?? globalThis.localStorage
  }
}
