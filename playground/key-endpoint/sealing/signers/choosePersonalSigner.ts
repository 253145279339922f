import { createRequire } from 'node:module'
import type { Log } from '../../log.ts'
import { createScriptSigner } from './createScriptSigner.ts'
import { createWasmSigner, type Secp256k1Library } from './createWasmSigner.ts'
import type { PersonalSigner } from './personalSigner.ts'

/**
 * Returns the signer in WebAssembly, or the one in JavaScript where WebAssembly is not available, as with `--jitless`.
 * That one takes several times as long, so the log names the reason.
 * @param loadLibrary throws if the library cannot be loaded. @default loads `tiny-secp256k1`
 */
export function choosePersonalSigner(log: Log, loadLibrary: () => Secp256k1Library = loadSecp256k1): PersonalSigner {
  try {
    return createWasmSigner(loadLibrary())
  } catch (error) {
    log({ event: 'wasm_signer_unavailable', error: error instanceof Error ? error.name : 'unknown' })
    return createScriptSigner()
  }
}

/** Loads the library when it is needed, because an import would fail where WebAssembly is not available. */
export function loadSecp256k1(): Secp256k1Library {
  return createRequire(import.meta.url)('tiny-secp256k1')
}
