import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export const ivBytes = 12
export const tagBytes = 16

/**
 * The parts of an AES-256-GCM encryption (NIST SP 800-38D). Each caller concatenates them in the order of its own
 * format, because the formats are on disk already.
 */
export type AesGcmParts = {
  /** 12 random bytes. */
  readonly iv: Uint8Array
  readonly ciphertext: Uint8Array
  /** 16 bytes. */
  readonly tag: Uint8Array
}

/**
 * Encrypts bytes under a random IV.
 * @param key 32 bytes
 * @param additionalData authenticated, not encrypted; decryption requires the same
 */
export function encryptAesGcm(key: Uint8Array, plaintext: Uint8Array, additionalData: Uint8Array): AesGcmParts {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes }).setAAD(additionalData)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { iv, ciphertext, tag: cipher.getAuthTag() }
}

/**
 * Decrypts bytes.
 * @returns the plaintext in a new buffer, which holds the only copy
 * @throws {Error} for another key, other additional data, or changed bytes
 */
export function decryptAesGcm(
  key: Uint8Array,
  { iv, ciphertext, tag }: AesGcmParts,
  additionalData: Uint8Array,
): Buffer {
  const plaintext = Buffer.alloc(ciphertext.length)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
    decipher.setAAD(additionalData).setAuthTag(tag)
    const part = decipher.update(ciphertext)
    part.copy(plaintext)
    part.fill(0)
    decipher.final()
    return plaintext
  } catch (error) {
    plaintext.fill(0)
    throw error
  }
}
