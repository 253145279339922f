import { encode } from '@ipld/dag-cbor'
import { toChecksumAddress } from '../siwe/address.ts'
import { pkhDid } from '../siwe/pkhDid.ts'
import type { Cacao } from './cacao.ts'
import { invalidParams } from './invalidParams.ts'
import { signatureBytes } from './signatureBytes.ts'

/**
 * Writes a CACAO as deterministic CBOR (dag-cbor: definite lengths, keys by length, then bytes).
 * A field absent from the message is absent from the map; an empty statement and an empty list are written as such.
 * @throws {OpenKeyError} `signature_invalid`, `invalid_params`
 */
export function encodeCacao({ payload, signature }: Cacao): Uint8Array {
  const { scheme, domain, address, chainId, statement, uri, nonce, issuedAt, resources } = payload
  const { expirationTime, notBefore, requestId } = payload
  if (scheme !== undefined) throw invalidParams('scheme', 'A delegation cannot carry the scheme of the domain.')
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
      ...(resources !== undefined && { resources: [...resources] }),
      ...(statement !== undefined && { statement }),
      ...(requestId !== undefined && { request_id: requestId }),
    },
    s: { s: signatureBytes(signature), t: 'eip191' },
  })
}
