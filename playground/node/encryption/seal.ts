import { decryptAesGcm, encryptAesGcm, ivBytes, tagBytes } from '../../shared/aesGcm.ts'

/**
 * Seals bytes by AES-256-GCM: nonce (12) ‖ ciphertext ‖ tag (16), which is the order of wrapped keys as well. The key
 * endpoint's seals have the tag before the ciphertext; neither order can change, because both are stored.
 * @param context additional authenticated data; opening requires the same
 */
export function seal(key: Uint8Array, bytes: Uint8Array, context = ''): Uint8Array {
  const { iv, ciphertext, tag } = encryptAesGcm(key, bytes, Buffer.from(context))
  return Buffer.concat([iv, ciphertext, tag])
}

/** Inverse of {@link seal}. @throws {Error} for another key or context, or changed bytes */
export function openSealed(key: Uint8Array, sealed: Uint8Array, context = ''): Uint8Array {
  if (sealed.length < ivBytes + tagBytes) throw new RangeError('The sealed bytes are too short.')
  const iv = sealed.subarray(0, ivBytes)
  const ciphertext = sealed.subarray(ivBytes, sealed.length - tagBytes)
  const tag = sealed.subarray(sealed.length - tagBytes)
  return decryptAesGcm(key, { iv, ciphertext, tag }, Buffer.from(context))
}
