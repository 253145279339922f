import { randomBytes } from 'node:crypto'
import { signPersonalMessage } from '@openkey/protocol/session'
import type { Address } from 'viem'
import { addressOf } from './privateKey.ts'
import { seal, unseal } from './seal.ts'
import type { AcceptedSecrets } from './secrets.ts'
import type { PersonalSigner } from './signers/personalSigner.ts'

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
  /** Opens a key and signs a text with it (EIP-191). */
  readonly sign: (key: SealedKey, message: string) => `0x${string}`
}

export type VaultOptions = {
  /** Tried in turn to open a key, because a rotation reseals the keys one by one. */
  readonly secrets: AcceptedSecrets
  /** @default signs in JavaScript */
  readonly signer?: PersonalSigner
}

export function createVault({ secrets, signer = signPersonalMessage }: VaultOptions): Vault {
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

  const open: Vault['open'] = (key, use) => {
    const privateKey = unsealByAny(key)
    try {
      return use(privateKey)
    } finally {
      privateKey.fill(0)
    }
  }

  return {
    open,
    sign: (key, message) => open(key, (privateKey) => signer(message, privateKey)),
    put(id, privateKey, secret = secrets[0]) {
      const address = addressOf(privateKey)
      const sealingContext = randomBytes(32)
      const sealed = seal(secret, { context: sealingContext, id, subject: address }, privateKey)
      return { id, address, sealingContext, sealed }
    },
  }
}
