import { type Narrowing, OpenKeyError, type SignedSiwe } from '@openkey/protocol'
import type { Verify } from '../options.ts'

/** Expected message and addresses of a signature. */
export type ExpectedSignature = {
  readonly message: string
  /** Addresses that must equal the signer's: the one in the message, and the connected account's. */
  readonly addresses: readonly string[]
  /** The app's own verification. */
  readonly verify: Verify
}

/**
 * Checks the message, account and form of a signature. The widget recovers the signer; `verify` may do so again.
 * @throws {OpenKeyError} `signature_invalid`
 */
export async function checkSigned(signed: SignedSiwe | Narrowing, expected: ExpectedSignature): Promise<SignedSiwe> {
  const { message, addresses, verify } = expected
  if (!('message' in signed) || signed.message !== message) throw unexpected('message')
  if (addresses.some((address) => address.toLowerCase() !== signed.address.toLowerCase())) throw unexpected('address')
  if (!/^0x[0-9a-f]{128}1[bc]$/.test(signed.signature)) throw unexpected('signature')
  try {
    await verify(signed)
    return signed
  } catch (cause) {
    throw new OpenKeyError('signature_invalid', 'verify rejected the signature.', { cause })
  }
}

function unexpected(field: string): OpenKeyError {
  return new OpenKeyError('signature_invalid', `The widget returned an unexpected ${field}.`, { details: { field } })
}
