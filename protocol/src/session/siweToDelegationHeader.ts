import { type AuthorizationHeader, encodeAuthorization } from './authorization.ts'
import { cacaoFromSiwe, encodeCacao, verifyCacaoSignature } from './cacao.ts'

/**
 * Turns a signed SIWE message into the header by which a node takes it as a delegation.
 * @throws {OpenKeyError} what `cacaoFromSiwe` throws; `signature_invalid` when another account signed
 */
export function siweToDelegationHeader({ siwe, signature }: { siwe: string; signature: string }): AuthorizationHeader {
  const cacao = cacaoFromSiwe(siwe, signature)
  verifyCacaoSignature(cacao)
  return { Authorization: encodeAuthorization(encodeCacao(cacao)) }
}
