import type { SessionStorage } from './sessionStorage.ts'

export type SessionRecords = {
  /** Returns the record of `address`, or of the address that signed in last. */
  load(address?: string): Promise<string | undefined>
  save(address: string, text: string): Promise<void>
  clear(address?: string): Promise<void>
}

/** Stores one record per address, and the address that signed in last. */
export function createSessionRecords(storage: SessionStorage, keyPrefix: string): SessionRecords {
  const activeKey = `${keyPrefix}:session:active`
  const recordKey = (address: string) => `${keyPrefix}:session:${address.toLowerCase()}`
  const pick = async (address?: string) => address ?? (await storage.get(activeKey))

  return {
    async load(address) {
      const chosen = await pick(address)
      return chosen === undefined ? undefined : storage.get(recordKey(chosen))
    },
    async save(address, text) {
      await storage.set(recordKey(address), text)
      await storage.set(activeKey, address.toLowerCase())
    },
    async clear(address) {
      const active = await storage.get(activeKey)
      const chosen = address?.toLowerCase() ?? active
      if (chosen === undefined) return
      await storage.remove(recordKey(chosen))
      if (chosen === active) await storage.remove(activeKey)
    },
  }
}
