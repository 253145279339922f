import { type Address, type Hex, recoverPersonalSigner } from '@openkey/protocol/siwe'

/** {@link recoverPersonalSigner}, in a module of its own: elliptic curves then make a chunk that loads late. */
export function recoverSigner(message: string, signature: Hex): Address {
  return recoverPersonalSigner(message, signature)
}
