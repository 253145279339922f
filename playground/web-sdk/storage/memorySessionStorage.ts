import type { SessionStorage } from './sessionStorage.ts'

/** Sessions for the life of this object. */
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
