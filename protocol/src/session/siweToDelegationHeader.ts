import { type AuthorizationHeader, encodeAuthorization } from './authorization.ts'
import { cacaoFromSiwe } from './cacao.ts'
import { encodeCacao } from './encodeCacao.ts'
import { verifyCacaoSignature } from './verifyCacaoSignature.ts'

/**
 * Turns a signed SIWE message into the header by which a node takes it as a delegation.
 * @throws {OpenKeyError} what `cacaoFromSiwe` throws; `signature_invalid` when another account signed
 */
export function siweToDelegationHeader({ siwe, signature }: { siwe: string; signature: string }): AuthorizationHeader {
  const cacao = cacaoFromSiwe(siwe, signature)
  verifyCacaoSignature(cacao)
  return { Authorization: encodeAuthorization(encodeCacao(cacao)) }
}
