/**
 * A store of text by key. Asynchronous, so that a file or a database can implement it. Methods must reject if the
 * storage is blocked.
 */
export type SessionStorage = {
  get(key: string): Promise<string | undefined>
  set(key: string, text: string): Promise<void>
  remove(key: string): Promise<void>
}

/** Keeps sessions in memory. */
export class MemorySessionStorage implements SessionStorage {
  readonly #texts = new Map<string, string>()

  async get(key: string): Promise<string | undefined> {
    return this.#texts.get(key)
  }

  async set(key: string, text: string): Promise<void> {
    this.#texts.set(key, text)
  }

  async remove(key: string): Promise<void> {
    this.#texts.delete(key)
  }
}
