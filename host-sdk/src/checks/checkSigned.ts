import { OpenKeyError, type SignedSiwe } from '@openkey/protocol'
import type { Verify } from '../options.ts'

/** What the result of a signature must agree with. */
export type Asked = {
  readonly message: string
  /** Addresses that must be the signer's: the one the message names, and the connected one where there is one. */
  readonly addresses: readonly string[]
  /** What the app brings to look once more. */
  readonly verify: Verify
}

/**
 * The host's half of checking a signature: the very message, the right account, the shape of an EIP-191 signature.
 * Recovery is the widget's half, and that of an app that brings `verify`.
 * @throws {OpenKeyError} `signature_invalid`
 */
export async function checkSigned(signed: SignedSiwe, { message, addresses, verify }: Asked): Promise<SignedSiwe> {
  const isOurAccount = addresses.every((address) => address.toLowerCase() === signed.address.toLowerCase())
  const field =
    signed.message !== message
      ? 'message'
      : !isOurAccount
        ? 'address'
        : /^0x[0-9a-f]{128}1[bc]$/.test(signed.signature)
          ? undefined
          : 'signature'
  if (field !== undefined) {
    const details = { field }
    throw new OpenKeyError('signature_invalid', `The widget answered with an unexpected ${field}.`, { details })
  }
  try {
    await verify(signed)
    return signed
  } catch (cause) {
    throw new OpenKeyError('signature_invalid', 'This app could not verify the signature.', { cause })
  }
}
