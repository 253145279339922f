import type { Hex } from '../siwe/address.ts'
import { formatSiweMessage } from '../siwe/formatSiweMessage.ts'
import { parseSiweMessage } from '../siwe/parseSiweMessage.ts'
import type { SiweMessage } from '../siwe/siweMessage.ts'
import { invalidParams } from './invalidParams.ts'
import { signatureBytes, signatureHex } from './signatureBytes.ts'

/**
 * A signed SIWE message as an object capability (CAIP-74). The header has one legal value and is not represented;
 * the payload is the message field by field, the signature is EIP-191, r ‖ s ‖ v in lower-case hexadecimal.
 */
export type Cacao = { readonly payload: SiweMessage; readonly signature: Hex }

/**
 * Pairs a message with its signature. Does not verify it: that is `verifyCacaoSignature`.
 * @throws {OpenKeyError} what `parseSiweMessage` throws; `invalid_params` for a scheme before the domain, for which
 * the format has no place; `signature_invalid` when `signature` cannot be one
 */
export function cacaoFromSiwe(text: string, signature: string): Cacao {
  const payload = parseSiweMessage(text)
  if (payload.scheme !== undefined) {
    throw invalidParams('scheme', 'A delegation cannot carry the scheme of the domain.')
  }
  return { payload, signature: signatureHex(signatureBytes(signature)) }
}

/** The exact text that was signed. @throws {OpenKeyError} `siwe_malformed` */
export function siweFromCacao({ payload }: Cacao): string {
  return formatSiweMessage(payload)
}
