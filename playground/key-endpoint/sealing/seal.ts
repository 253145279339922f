import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveSecret } from './secrets.ts'

/** What sealed bytes belong to. It is authenticated with them: bytes moved to another row do not open. */
export type SealBinding = {
  /** 32 random bytes, one per sealed thing. */
  readonly context: Uint8Array
  readonly id: string
  /** What the bytes are for: a key's address. */
  readonly subject: string
}

const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM under a key derived for this place alone: IV (12) ‖ tag (16) ‖ ciphertext. */
export function seal(secret: Uint8Array, place: SealBinding, plaintext: Uint8Array): Buffer {
  const sealingKey = deriveSealingKey(secret, place)
  try {
    const iv = randomBytes(ivBytes)
    const cipher = createCipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: tagBytes })
    cipher.setAAD(additionalData(place))
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), ciphertext])
  } finally {
    sealingKey.fill(0)
  }
}

/**
 * The plaintext in a buffer of its own, which the caller wipes.
 * @throws {Error} when secret, place or a single bit of the sealed bytes is another
 */
export function unseal(secret: Uint8Array, place: SealBinding, sealed: Uint8Array): Buffer {
  const sealingKey = deriveSealingKey(secret, place)
  const plaintext = Buffer.alloc(Math.max(0, sealed.length - ivBytes - tagBytes))
  try {
    const iv = sealed.subarray(0, ivBytes)
    const decipher = createDecipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: tagBytes })
    decipher.setAAD(additionalData(place))
    decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
    const part = decipher.update(sealed.subarray(ivBytes + tagBytes))
    part.copy(plaintext)
    part.fill(0)
    decipher.final()
    return plaintext
  } catch (error) {
    plaintext.fill(0)
    throw error
  } finally {
    sealingKey.fill(0)
  }
}

function deriveSealingKey(secret: Uint8Array, { context }: SealBinding): Buffer {
  if (context.length !== 32) throw new RangeError('A sealing context has 32 bytes.')
  return deriveSecret(secret, 'openkey/sealing/v1', context)
}

/** Each part is preceded by its length, so that no two places read the same. */
function additionalData({ context, id, subject }: SealBinding): Buffer {
  const parts = [Buffer.from('openkey/sealing/v1'), Buffer.from(context), Buffer.from(id), Buffer.from(subject)]
  return Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]))
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(part.length)
  return length
}
