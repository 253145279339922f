import { encode } from '@ipld/dag-cbor'
import { toChecksumAddress } from '../siwe/address.ts'
import { pkhDid } from '../siwe/pkhDid.ts'
import { type Cacao, checkCarriable } from './cacao.ts'
import { signatureBytes } from './signatureBytes.ts'

/**
 * Writes a CACAO as deterministic CBOR (dag-cbor: definite lengths, keys by length, then bytes). `resources` is always
 * there; every other field that the message lacks is absent from the map, and an empty statement is written as such.
 * @throws {OpenKeyError} `signature_invalid`, `invalid_params`
 */
export function encodeCacao({ payload, signature }: Cacao): Uint8Array {
  checkCarriable(payload)
  const { domain, address, chainId, statement, uri, nonce, issuedAt, expirationTime, notBefore, requestId } = payload
  return encode({
    h: { t: 'eip4361' },
    p: {
      aud: uri,
      ...(expirationTime !== undefined && { exp: expirationTime }),
      iat: issuedAt,
      iss: pkhDid({ chainId, address: toChecksumAddress(address) }),
      ...(notBefore !== undefined && { nbf: notBefore }),
      nonce,
      domain,
      version: 1,
      resources: [...(payload.resources ?? [])],
      ...(statement !== undefined && { statement }),
      ...(requestId !== undefined && { request_id: requestId }),
    },
    s: { s: signatureBytes(signature), t: 'eip191' },
  })
}
