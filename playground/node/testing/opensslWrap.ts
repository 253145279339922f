import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/**
 * A second implementation of wrapped keys, with OpenSSL only: ephemeral X25519 public key (32) ‖ `01` ‖ nonce (12) ‖
 * ciphertext ‖ tag (16), encrypted with AES-256-GCM under the plain shared secret.
 */

/** Generates an X25519 key pair. `publicKey` has 32 bytes. */
export function opensslKeyPair(): { readonly privateKey: KeyObject; readonly publicKey: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('x25519')
  return { privateKey, publicKey: rawOf(publicKey) }
}

export function opensslWrap(publicKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  const ephemeral = opensslKeyPair()
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: publicKeyOf(publicKey) })
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', shared, nonce)
  const sealed = [cipher.update(bytes), cipher.final()]
  return Buffer.concat([ephemeral.publicKey, Buffer.from('01', 'hex'), nonce, ...sealed, cipher.getAuthTag()])
}

/** @throws {Error} if the bytes were not wrapped for this key */
export function opensslUnwrap(privateKey: KeyObject, wrapped: Uint8Array): Uint8Array {
  const [ephemeral, version, nonce] = [wrapped.subarray(0, 32), wrapped[32], wrapped.subarray(33, 45)]
  if (version !== 1) throw new Error(`The version is ${version}.`)
  const decipher = createDecipheriv(
    'aes-256-gcm',
    diffieHellman({ privateKey, publicKey: publicKeyOf(ephemeral) }),
    nonce,
  )
  decipher.setAuthTag(wrapped.subarray(-16))
  return Buffer.concat([decipher.update(wrapped.subarray(45, -16)), decipher.final()])
}

/** Imports a private key of 32 bytes, for test vectors. */
export function opensslPrivateKey(bytes: Uint8Array): KeyObject {
  const key = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), bytes])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

function publicKeyOf(bytes: Uint8Array): KeyObject {
  const key = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), bytes])
  return createPublicKey({ key, format: 'der', type: 'spki' })
}

function rawOf(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
}
