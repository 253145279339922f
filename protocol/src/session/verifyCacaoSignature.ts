import { OpenKeyError } from '../errors/openKeyError.ts'
import type { Address } from '../siwe/address.ts'
import { recoverPersonalSigner } from '../siwe/recoverPersonalSigner.ts'
import { type Cacao, siweFromCacao } from './cacao.ts'

/**
 * Rebuilds the signed text, recovers its signer and compares it with the issuer. Contract accounts (EIP-1271) have no
 * place here: their answer depends on a chain.
 * @returns the issuer's address, EIP-55
 * @throws {OpenKeyError} `signature_invalid`, `siwe_malformed`
 */
export function verifyCacaoSignature(cacao: Cacao): Address {
  const signer = recoverPersonalSigner(siweFromCacao(cacao), cacao.signature)
  if (signer !== cacao.payload.address) {
    throw new OpenKeyError('signature_invalid', 'The delegation is signed by another account than it names.', {
      details: { expected: cacao.payload.address, received: signer },
    })
  }
  return signer
}
