import type { OriginStore } from '../../ports/originStore.ts'
import type { DurableStorage } from './durableStorage.ts'
import { createMemoryOriginStore, type MemoryOriginStoreOptions } from './memoryOriginStore.ts'

/**
 * Layers a durable origin store over memory. Everything that is written or read goes to both, so that nothing is lost if
 * storage fails midway. While storage works, its results count, because other tabs write there too.
 */
export function layerOriginStore(
  durable: DurableStorage<OriginStore>,
  options: MemoryOriginStoreOptions = {},
): OriginStore {
  const memory = createMemoryOriginStore(options)

  return {
    async approval(origin) {
      const stored = await durable((origins) => origins.approval(origin))
      if (stored === undefined) return memory.approval(origin)
      await (stored.value === undefined ? memory.forget(origin) : memory.approve(origin, stored.value))
      return stored.value
    },
    async approve(origin, approval) {
      await memory.approve(origin, approval)
      await durable((origins) => origins.approve(origin, approval))
    },
    async forget(origin) {
      await memory.forget(origin)
      await durable((origins) => origins.forget(origin))
    },
    async lastKeyId(origin) {
      const stored = await durable((origins) => origins.lastKeyId(origin))
      return stored === undefined ? memory.lastKeyId(origin) : stored.value
    },
    async grants(origin) {
      const stored = await durable((origins) => origins.grants(origin))
      return stored === undefined ? memory.grants(origin) : stored.value
    },

    async approvedOrigins() {
      const stored = await durable((origins) => origins.approvedOrigins())
      return stored === undefined ? memory.approvedOrigins() : stored.value
    },

    async noteDecline(origin, at) {
      await memory.noteDecline(origin, at)
      await durable((origins) => origins.noteDecline(origin, at))
    },
    async withdrawDecline(origin, at) {
      await memory.withdrawDecline(origin, at)
      await durable((origins) => origins.withdrawDecline(origin, at))
    },
    async declines(origin) {
      const stored = await durable((origins) => origins.declines(origin))
      return stored === undefined ? memory.declines(origin) : stored.value
    },
    async claimNonce(claim) {
      const stored = await durable((origins) => origins.claimNonce(claim))
      if (stored === undefined) return memory.claimNonce(claim)
      // Memory keeps the message that claimed the nonce, not the one that was rejected.
      if (stored.value !== 'reused') await memory.claimNonce(claim)
      return stored.value
    },
  }
}
