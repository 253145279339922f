import { hashPersonalMessage } from '@openkey/protocol/siwe'
import { assertPrivateKey } from '../privateKey.ts'
import type { PersonalSigner } from './personalSigner.ts'

/** The functions of `tiny-secp256k1` that a signature uses. */
export type Secp256k1Library = {
  /** Signs 32 bytes. */
  readonly signRecoverable: (
    digest: Uint8Array,
    privateKey: Uint8Array,
  ) => { readonly signature: Uint8Array; readonly recoveryId: number }
  /** Returns whether a point has this coordinate. */
  readonly isXOnlyPoint: (x: Uint8Array) => boolean
}

/** The coordinate of the base point (SEC 2, 2.4.1). */
const publicCoordinate = Buffer.from('79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798', 'hex')

/** Creates a signer with libsecp256k1 in WebAssembly, which takes a third of the time of JavaScript. */
export function createWasmSigner(library: Secp256k1Library): PersonalSigner {
  return (message, privateKey) => {
    assertPrivateKey(privateKey)
    try {
      const { signature, recoveryId } = library.signRecoverable(hashPersonalMessage(message), privateKey)
      return `0x${Buffer.from(signature).toString('hex')}${(27 + recoveryId).toString(16)}`
    } finally {
      // The library wipes its inputs, but leaves the key and the nonce on its stack. This overwrites that stack.
      library.isXOnlyPoint(publicCoordinate)
    }
  }
}
