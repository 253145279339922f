import { type Bootstrap, OpenKeyError, type SignedSiwe } from '@openkey/protocol'
import type { Address, Hex } from '@openkey/protocol/siwe'
import type { SignRequest } from './signRequest.ts'

export type SigningEvidence = {
  readonly request: SignRequest
  /** The key the user approved. */
  readonly key: { readonly id: string; readonly address: Address }
  /** The endpoint's response. */
  readonly signed: { readonly signature: Hex; readonly address: Address; readonly bootstrap: Bootstrap }
  /** The signer of `request.message`, recovered in this page. */
  readonly recovered: Address
}

/**
 * S6: nothing leaves the widget unless the approved key signed the bytes that were shown.
 * @throws {OpenKeyError} `signature_invalid`
 */
export function completeSigning({ request, key, signed, recovered }: SigningEvidence): SignedSiwe {
  if (recovered !== key.address || signed.address !== key.address) {
    throw new OpenKeyError('signature_invalid', 'The key endpoint returned a signature of another key.', {
      details: { field: recovered === key.address ? 'address' : 'signature' },
    })
  }
  const { signature, bootstrap } = signed
  return { signature, address: key.address, keyId: key.id, message: request.message, bootstrap }
}
