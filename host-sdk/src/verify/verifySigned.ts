import { OpenKeyError, type SignedSiwe } from '@openkey/protocol'
import { recoverPersonalSigner } from '@openkey/protocol/siwe'

/**
 * Recovers the signer of a message and compares it with `address`, as the widget has done before (S6). Needs no
 * network. Contains the elliptic curve (17 kB), so import it on demand.
 * @param signed the result of `signSiwe`
 * @throws {OpenKeyError} `signature_invalid`
 * @see https://eips.ethereum.org/EIPS/eip-191
 * @example
 * const verify = async (signed: SignedSiwe) => (await import('@openkey/host-sdk/verify')).verifySigned(signed)
 * const openkey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes', verify })
 */
export function verifySigned({ message, signature, address }: SignedSiwe): void {
  const signer = recoverPersonalSigner(message, signature)
  if (signer.toLowerCase() === address.toLowerCase()) return
  throw new OpenKeyError('signature_invalid', `The signature was made by ${signer}, expected ${address}.`, {
    details: { field: 'signature', expected: address, received: signer },
  })
}
