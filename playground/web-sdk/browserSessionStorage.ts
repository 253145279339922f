import type { SessionStorage } from '../sdk-core/index.ts'

export type BrowserSessionStorageOptions = {
  /** @default globalThis.localStorage. Pass `globalThis.sessionStorage` for sessions that end with the tab. */
  readonly storage?: Storage
}

/**
 * Stores sessions in the page's storage. A record contains the private session key in clear text, readable by every
 * script of the origin.
 *
 * @example
 * new TinyCloudClient({ sessionStorage: new BrowserSessionStorage({ storage: globalThis.sessionStorage }), … })
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

  /** Reads `localStorage` lazily: it throws if storage is blocked, which here becomes a rejection. */
  #resolve(): Storage {
    return this.#storage ?? globalThis.localStorage
  }
}
