import {
  type Authorization,
  decodeAuthorization,
  decodeBase64url,
  principalDid,
  type Ucan,
  verifyCacaoSignature,
} from '@openkey/protocol/session'
import { NodeError } from '../errors/nodeError.ts'
import { maxAuthorizationLength, maxTokenValues } from '../limits.ts'
import { verifyEd25519 } from './verifyEd25519.ts'

/** A decoded `Authorization` value with its text. Not verified yet. */
export type Credential = Authorization & { readonly raw: string }

/**
 * Decodes the `Authorization` header: a CACAO in base64url, or a UCAN. It has no scheme.
 * @throws {NodeError} `header_missing`, `header_too_large`, `header_undecodable`
 */
export function readCredential(headers: Headers): Credential {
  const raw = headers.get('authorization')
  if (raw === null || raw === '') throw new NodeError('header_missing')
  if (raw.length > maxAuthorizationLength) throw new NodeError('header_too_large')
  const credential = decode(raw)
  if (credential.type === 'ucan' && hasTooManyValues(credential.ucan)) {
    throw new NodeError('header_undecodable', `at most ${maxTokenValues} JSON values in capabilities and facts`)
  }
  return { ...credential, raw }
}

function decode(raw: string): Authorization {
  try {
    return decodeAuthorization(raw)
  } catch (cause) {
    throw new NodeError('header_undecodable', undefined, { cause })
  }
}

/** A request holds these values while its body arrives. Each takes up to twenty times its text. */
function hasTooManyValues({ payload: { att, fct } }: Ucan): boolean {
  let count = 0
  const values: unknown[] = [att, fct]
  while (values.length > 0 && count <= maxTokenValues) {
    const value = values.pop()
    count += 1
    if (typeof value === 'object' && value !== null) values.push(...Object.values(value))
  }
  return count > maxTokenValues
}

/** Verifies the issuer's signature: EIP-191 for a CACAO, Ed25519 for a UCAN. */
export function isSigned(credential: Credential): boolean {
  try {
    if (credential.type === 'ucan') return isSignedUcan(credential.ucan)
    verifyCacaoSignature(credential.cacao)
    return true
  } catch {
    return false
  }
}

/** Verifies with the key in the header, which the parser has compared with the issuer. */
function isSignedUcan({ header, signature, signingInput }: Ucan): boolean {
  const publicKey = decodeBase64url(header.jwk.x)
  return publicKey !== undefined && verifyEd25519(publicKey, Buffer.from(signingInput), signature)
}

/** Returns the DID of the issuer, without fragment. */
export function signerOf(credential: Credential): string {
  if (credential.type === 'ucan') return principalDid(credential.ucan.payload.iss)
  const { chainId, address } = credential.cacao.payload
  return principalDid(`did:pkh:eip155:${chainId}:${address}`)
}
