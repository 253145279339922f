import {
  type Authorization,
  decodeAuthorization,
  verifyCacaoSignature,
  verifyUcanSignature,
} from '@openkey/protocol/session'
import { NodeError } from '../errors/nodeError.ts'
import { maxAuthorizationLength } from '../limits.ts'

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
  try {
    return { ...decodeAuthorization(raw), raw }
  } catch (cause) {
    throw new NodeError('header_undecodable', undefined, { cause })
  }
}

/** Verifies the issuer's signature: EIP-191 for a CACAO, Ed25519 for a UCAN. */
export function isSigned(credential: Credential): boolean {
  try {
    if (credential.type === 'ucan') return verifyUcanSignature(credential.ucan)
    verifyCacaoSignature(credential.cacao)
    return true
  } catch {
    return false
  }
}
