import { decryptAesGcm, encryptAesGcm, ivBytes, tagBytes } from '../../shared/aesGcm.ts'
import { deriveSecret } from './secrets.ts'

/**
 * The row and purpose that sealed bytes are bound to. It is authenticated, so bytes moved to another row do not open.
 */
export type SealBinding = {
  /** 32 random bytes, different for each sealed value. */
  readonly context: Uint8Array
  readonly id: string
  /** Purpose of the bytes: the address of a key. */
  readonly subject: string
}

/**
 * Seals bytes by AES-256-GCM under a key that is derived for this binding: IV (12) ‖ tag (16) ‖ ciphertext. The node's
 * seals end with the tag; neither order can change, because both are stored.
 */
export function seal(secret: Uint8Array, binding: SealBinding, plaintext: Uint8Array): Buffer {
  const sealingKey = deriveSealingKey(secret, binding)
  try {
    const { iv, tag, ciphertext } = encryptAesGcm(sealingKey, plaintext, additionalData(binding))
    return Buffer.concat([iv, tag, ciphertext])
  } finally {
    sealingKey.fill(0)
  }
}

/**
 * Opens sealed bytes.
 * @returns the plaintext in a new buffer, which the caller wipes
 * @throws {Error} for another secret, another binding, or changed bytes
 */
export function unseal(secret: Uint8Array, binding: SealBinding, sealed: Uint8Array): Buffer {
  const sealingKey = deriveSealingKey(secret, binding)
  try {
    const iv = sealed.subarray(0, ivBytes)
    const tag = sealed.subarray(ivBytes, ivBytes + tagBytes)
    const ciphertext = sealed.subarray(ivBytes + tagBytes)
    return decryptAesGcm(sealingKey, { iv, tag, ciphertext }, additionalData(binding))
  } finally {
    sealingKey.fill(0)
  }
}

function deriveSealingKey(secret: Uint8Array, { context }: SealBinding): Buffer {
  if (context.length !== 32) throw new RangeError(`Invalid sealing context: expected 32 bytes, got ${context.length}.`)
  return deriveSecret(secret, 'openkey/sealing/v1', context)
}

/** Prefixes each part with its length, so that different bindings never yield the same bytes. */
function additionalData({ context, id, subject }: SealBinding): Buffer {
  const parts = [Buffer.from('openkey/sealing/v1'), Buffer.from(context), Buffer.from(id), Buffer.from(subject)]
  return Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]))
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(part.length)
  return length
}
