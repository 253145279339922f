import { randomBytes } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { Address } from 'viem'
import { addressOf } from './privateKey.ts'
import { seal, unseal } from './seal.ts'
import type { AcceptedSecrets } from './secrets.ts'

/** A private key at rest. */
export type SealedKey = {
  readonly id: string
  readonly address: string
  readonly sealingContext: Buffer
  readonly sealed: Buffer
}

export type Vault = {
  /**
   * Seals a private key for the row `id`. The caller wipes its own copy.
   * @param secret the active secret. @default the first accepted one
   */
  readonly put: (id: string, privateKey: Uint8Array, secret?: Uint8Array) => SealedKey & { readonly address: Address }
  /** Passes the private key to a synchronous function, and wipes the buffer when the function returns or throws. */
  readonly open: <Result>(key: SealedKey, use: (privateKey: Uint8Array) => Result) => Result
}

/**
 * Window of the table of multiples of the base point, in bits. A signature takes a sixth less time than with the default
 * of 6, still with a number of steps that does not depend on the key. The table takes 5 MB and 50 ms, once.
 */
const signingWindowBits = 8

/** @param secrets tried in turn to open a key, because a rotation reseals the keys one by one */
export function createVault({ secrets }: { readonly secrets: AcceptedSecrets }): Vault {
  secp256k1.Point.BASE.precompute(signingWindowBits)
  const unsealByAny = ({ id, address, sealingContext, sealed }: SealedKey): Buffer => {
    let failure: unknown
    for (const secret of secrets) {
      try {
        return unseal(secret, { context: sealingContext, id, subject: address }, sealed)
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }

  return {
    put(id, privateKey, secret = secrets[0]) {
      const address = addressOf(privateKey)
      const sealingContext = randomBytes(32)
      const sealed = seal(secret, { context: sealingContext, id, subject: address }, privateKey)
      return { id, address, sealingContext, sealed }
    },
    open(key, use) {
      const privateKey = unsealByAny(key)
      try {
        return use(privateKey)
      } finally {
        privateKey.fill(0)
      }
    },
  }
}
