import { OpenKeyError, type SignedSiwe } from '@openkey/protocol'

/** What the result of a signature must agree with. */
export type Asked = {
  readonly message: string
  /** Addresses that must be the signer's: the one the message names, and the connected one where there is one. */
  readonly addresses: readonly string[]
}

/**
 * The host's half of checking a signature: the very message, the right account, the shape of an EIP-191 signature.
 * Recovery is the widget's half.
 * @throws {OpenKeyError} `signature_invalid`
 */
export function checkSigned(signed: SignedSiwe, { message, addresses }: Asked): SignedSiwe {
  const isOurAccount = addresses.every((address) => address.toLowerCase() === signed.address.toLowerCase())
  const field =
    signed.message !== message
      ? 'message'
      : !isOurAccount
        ? 'address'
        : /^0x[0-9a-f]{128}1[bc]$/.test(signed.signature)
          ? undefined
          : 'signature'
  if (field === undefined) return signed
  throw new OpenKeyError('signature_invalid', `The widget answered with an unexpected ${field}.`, {
    details: { field },
  })
}
