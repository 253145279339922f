import { randomBytes } from 'node:crypto'
import type { Address } from 'viem'
import { addressOf } from './addressOf.ts'
import { seal, unseal } from './seal.ts'

/** A private key at rest. */
export type SealedKey = {
  readonly id: string
  readonly address: string
  readonly sealingContext: Buffer
  readonly sealed: Buffer
}

export type Vault = {
  /** Seals a private key for the row `id`. The caller wipes its own copy. */
  readonly put: (id: string, privateKey: Uint8Array) => SealedKey & { readonly address: Address }
  /** Lends the private key to `use`, which must be done with it when it returns: the buffer is wiped then. */
  readonly open: <Result>(key: SealedKey, use: (privateKey: Uint8Array) => Result) => Result
}

export function createVault({ secret }: { readonly secret: Uint8Array }): Vault {
  return {
    put(id, privateKey) {
      const address = addressOf(privateKey)
      const sealingContext = randomBytes(32)
      const sealed = seal(secret, { context: sealingContext, id, subject: address }, privateKey)
      return { id, address, sealingContext, sealed }
    },
    open({ id, address, sealingContext, sealed }, use) {
      const privateKey = unseal(secret, { context: sealingContext, id, subject: address }, sealed)
      try {
        return use(privateKey)
      } finally {
        privateKey.fill(0)
      }
    },
  }
}
