import { verifyCacaoSignature, verifyUcanSignature } from '@openkey/protocol/session'
import type { Credential } from './credential.ts'

/** Whether the issuer that the credential names signed its bytes: EIP-191 for a CACAO, Ed25519 for a UCAN. */
export function isSigned(credential: Credential): boolean {
  try {
    if (credential.type === 'ucan') return verifyUcanSignature(credential.ucan)
    verifyCacaoSignature(credential.cacao)
    return true
  } catch {
    return false
  }
}
