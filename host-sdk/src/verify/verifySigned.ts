import { OpenKeyError, type SignedSiwe } from '@openkey/protocol'
import { recoverPersonalSigner } from '@openkey/protocol/siwe'

/**
 * The widget's half of checking a signature, done again on this side (S6): recovers who signed the message and compares.
 * Needs no network, and brings the elliptic curve, so import it when it is needed.
 * @throws {OpenKeyError} `signature_invalid`
 */
export function verifySigned({ message, signature, address }: SignedSiwe): void {
  if (recoverPersonalSigner(message, signature).toLowerCase() === address.toLowerCase()) return
  throw new OpenKeyError('signature_invalid', 'The signature is of another account.', {
    details: { field: 'signature', expected: address },
  })
}
