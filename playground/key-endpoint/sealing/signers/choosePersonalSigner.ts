import { createRequire } from 'node:module'
import { createScriptSigner } from './createScriptSigner.ts'
import { createWasmSigner, type Secp256k1Library } from './createWasmSigner.ts'
import type { PersonalSigner } from './personalSigner.ts'

/**
 * Returns the signer in WebAssembly, or the one in JavaScript where WebAssembly is not available, as with `--jitless`.
 * @param loadLibrary throws if the library cannot be loaded. @default loads `tiny-secp256k1`
 */
export function choosePersonalSigner(loadLibrary: () => Secp256k1Library = loadSecp256k1): PersonalSigner {
  try {
    return createWasmSigner(loadLibrary())
  } catch {
    return createScriptSigner()
  }
}

/** Loads the library when it is needed, because an import would fail where WebAssembly is not available. */
export function loadSecp256k1(): Secp256k1Library {
  return createRequire(import.meta.url)('tiny-secp256k1')
}
