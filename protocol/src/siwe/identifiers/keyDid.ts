import { base58btc } from 'multiformats/bases/base58'
import { OpenKeyError } from '../../errors/openKeyError.ts'

/** Multicodec prefix of an Ed25519 public key, as a varint. */
const ed25519Prefix = [0xed, 0x01] as const
const publicKeyBytes = 32

/**
 * Writes the did:key of an Ed25519 public key (32 bytes).
 * @throws {OpenKeyError} `invalid_params`, field `publicKey`
 */
export function keyDid(publicKey: Uint8Array): string {
  if (publicKey?.length !== publicKeyBytes) {
    throw new OpenKeyError('invalid_params', `An Ed25519 public key must have ${publicKeyBytes} bytes.`, {
      details: { field: 'publicKey' },
    })
  }
  return `did:key:${base58btc.encode(Uint8Array.from([...ed25519Prefix, ...publicKey]))}`
}

/** Writes the DID URL that names the key itself, `did:key:zX#zX`: the verification method of a session. */
export function keyDidUrl(publicKey: Uint8Array): string {
  const did = keyDid(publicKey)
  return `${did}#${did.slice('did:key:'.length)}`
}

/**
 * Reads the Ed25519 public key (32 bytes) out of a did:key, or of the DID URL whose fragment repeats the key.
 * @throws {OpenKeyError} `invalid_params`, field `DID`
 */
export function parseKeyDid(text: string): Uint8Array {
  const [, key, fragment = key] = /^did:key:(z[1-9A-HJ-NP-Za-km-z]{46,49})(?:#(.+))?$/s.exec(text) ?? []
  const bytes = key !== undefined && key === fragment ? base58btc.decode(key) : new Uint8Array()
  const publicKey = bytes.slice(ed25519Prefix.length)
  const isEd25519 = ed25519Prefix.every((byte, index) => bytes[index] === byte)
  if (!isEd25519 || publicKey.length !== publicKeyBytes) {
    throw new OpenKeyError('invalid_params', 'Expected the did:key of an Ed25519 key.', {
      details: { field: 'DID', received: String(text).slice(0, 256) },
    })
  }
  return publicKey
}
