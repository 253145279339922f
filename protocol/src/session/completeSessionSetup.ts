import { OpenKeyError } from '../errors/openKeyError.ts'
import { encodeAuthorization } from './authorization.ts'
import { cacaoFromSiwe, encodeCacao, verifyCacaoSignature } from './cacao.ts'
import { computeCid } from './cid.ts'
import type { PreparedSession, Session } from './session.ts'

/**
 * Joins a prepared session and the owner's signature. A wrong signature fails here and not at the node.
 * @throws {OpenKeyError} `signature_invalid`; `siwe_uri_mismatch` when the message is for another key than the
 * session's; what `parseSiweMessage` throws
 */
export function completeSessionSetup({
  siwe,
  signature,
  ...facts
}: PreparedSession & { readonly signature: string }): Session {
  const cacao = cacaoFromSiwe(siwe, signature)
  if (cacao.payload.uri !== facts.verificationMethod) {
    throw new OpenKeyError('siwe_uri_mismatch', 'The signed message is for a different session key.', {
      details: { field: 'URI', expected: facts.verificationMethod, received: cacao.payload.uri },
    })
  }
  verifyCacaoSignature(cacao)
  const bytes = encodeCacao(cacao)
  return {
    ...facts,
    delegationHeader: { Authorization: encodeAuthorization(bytes) },
    delegationCid: computeCid(bytes),
  }
}
