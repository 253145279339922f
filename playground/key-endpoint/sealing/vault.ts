import { randomBytes } from 'node:crypto'
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
   * @param secret the one in force. @default the first of those accepted
   */
  readonly put: (id: string, privateKey: Uint8Array, secret?: Uint8Array) => SealedKey & { readonly address: Address }
  /** Lends the private key to `use`, which must be done with it when it returns: the buffer is wiped then. */
  readonly open: <Result>(key: SealedKey, use: (privateKey: Uint8Array) => Result) => Result
}

/** @param secrets tried in turn to open a key, because a rotation moves the keys one by one */
export function createVault({ secrets }: { readonly secrets: AcceptedSecrets }): Vault {
  const unsealByAny = ({ id, address, sealingContext, sealed }: SealedKey): Buffer => {
    let refused: unknown
    for (const secret of secrets) {
      try {
        return unseal(secret, { context: sealingContext, id, subject: address }, sealed)
      } catch (error) {
        refused = error
      }
    }
    throw refused
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
