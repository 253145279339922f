import { secp256k1 } from '@noble/curves/secp256k1.js'
import { signPersonalMessage } from '@openkey/protocol/session'
import { assertPrivateKey } from '../privateKey.ts'
import type { PersonalSigner } from './personalSigner.ts'

/**
 * Window of the table of multiples of the base point, in bits. A signature takes a sixth less time than with the default
 * of 6, still with a number of steps that does not depend on the key. The table takes 5 MB and 50 ms, once.
 */
const signingWindowBits = 8

/** Creates a signer in JavaScript, which needs no WebAssembly. It copies the key into a number, which cannot be wiped. */
export function createScriptSigner(): PersonalSigner {
  secp256k1.Point.BASE.precompute(signingWindowBits)
  return (message, privateKey) => {
    assertPrivateKey(privateKey)
    return signPersonalMessage(message, privateKey)
  }
}
