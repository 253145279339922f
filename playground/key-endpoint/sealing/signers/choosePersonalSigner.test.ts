import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { describePersonalSigner } from '../../testing/describePersonalSigner.ts'
import { choosePersonalSigner, loadSecp256k1 } from './choosePersonalSigner.ts'
import { createScriptSigner } from './createScriptSigner.ts'
import { createWasmSigner, type Secp256k1Library } from './createWasmSigner.ts'

describePersonalSigner('createWasmSigner', () => createWasmSigner(loadSecp256k1()))
describePersonalSigner('createScriptSigner', createScriptSigner)

const require = createRequire(import.meta.url)
const libraryPath = require.resolve('tiny-secp256k1')

/** Returns a copy of everything that the library holds. */
function wasmMemory(): Uint8Array {
  const loader: { readonly default: { readonly memory: { readonly buffer: ArrayBuffer } } } = require(
    join(dirname(libraryPath), `wasm_loader${extname(libraryPath)}`),
  )
  return new Uint8Array(loader.default.memory.buffer).slice()
}

describe('createWasmSigner', () => {
  const sign = createWasmSigner(loadSecp256k1())

  test('leaves nothing of key, message or nonce in the memory of the library', () => {
    const memoryAfter = (message: string, key: Uint8Array) => ({ signature: sign(message, key), memory: wasmMemory() })
    const { signature, memory } = memoryAfter('one', Buffer.alloc(32, 1))
    const other = memoryAfter('another', Buffer.alloc(32, 2)).memory
    const different = Buffer.from(memory.filter((byte, index) => byte !== other[index]))
    // What depends on the signature are four bytes of r, which is public.
    expect(different.reverse().toString('hex')).toBe(signature.slice(2, 10))
  })
})

const unusable: Secp256k1Library = {
  signRecoverable() {
    throw new Error('used')
  },
  isXOnlyPoint: () => true,
}

const unexpected = () => expect.unreachable()

describe('choosePersonalSigner', () => {
  test('uses the library where it can be loaded', () => {
    expect(() => choosePersonalSigner(unexpected, () => unusable)('hello', Buffer.alloc(32, 1))).toThrow('used')
  })

  test('signs without the library where it cannot be loaded, and logs why', () => {
    const log = vi.fn()
    const sign = choosePersonalSigner(log, () => {
      throw new ReferenceError('WebAssembly is not defined')
    })
    expect(log.mock.calls).toEqual([[{ event: 'wasm_signer_unavailable', error: 'ReferenceError' }]])
    const key = Buffer.alloc(32, 1)
    expect(sign('hello', key)).toBe(createWasmSigner(loadSecp256k1())('hello', key))
  })
})

describe('loadSecp256k1', () => {
  test('throws where WebAssembly is not available', () => {
    const script = `require(${JSON.stringify(libraryPath)})`
    expect(() => execFileSync(process.execPath, ['--jitless', '-e', script], { stdio: 'pipe' })).toThrow('WebAssembly')
  })
})
