import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals bytes by AES-256-GCM: nonce (12) ‖ ciphertext ‖ tag (16).
 * @param context what the seal is bound to; whoever opens it must name the same
 */
export function seal(key: Uint8Array, bytes: Uint8Array, context = ''): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Inverse of {@link seal}. @throws {Error} for another key or context, or changed bytes */
export function openSealed(key: Uint8Array, sealed: Uint8Array, context = ''): Uint8Array {
  if (sealed.length < nonceBytes + tagBytes) throw new RangeError('The sealed bytes are too short.')
  const nonce = sealed.subarray(0, nonceBytes)
  const tag = sealed.subarray(sealed.length - tagBytes)
  const cipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(context)).setAuthTag(tag)
  return Buffer.concat([cipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), cipher.final()])
}
