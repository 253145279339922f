import { OpenKeyError } from '@openkey/protocol'
import type { Address, Hex } from '@openkey/protocol/siwe'
import type { SignatureVerifier } from '../ports/signatureVerifier.ts'

export type FakeSignatures = {
  readonly sign: (address: Address, message: string) => Hex
  readonly verifier: SignatureVerifier
}

/** Signatures as they should be: each is of one address over one message, and nothing else verifies. */
export function createFakeSignatures(): FakeSignatures {
  const made = new Map<Hex, { readonly address: Address; readonly message: string }>()
  return {
    sign(address, message) {
      const signature: Hex = `0x${String(made.size).padStart(128, '0')}1b`
      made.set(signature, { address, message })
      return signature
    },
    verifier: {
      preload() {},
      async recover(message, signature) {
        const found = made.get(signature)
        if (found?.message === message) return found.address
        throw new OpenKeyError('signature_invalid', 'Not a signature of this message.')
      },
    },
  }
}
