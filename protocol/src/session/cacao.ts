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
 * @throws {OpenKeyError} what `parseSiweMessage` and {@link checkCarriable} throw; `signature_invalid` when `signature`
 * cannot be one
 */
export function cacaoFromSiwe(text: string, signature: string): Cacao {
  const payload = parseSiweMessage(text)
  checkCarriable(payload)
  return { payload, signature: signatureHex(signatureBytes(signature)) }
}

/** The exact text that was signed. @throws {OpenKeyError} `siwe_malformed` */
export function siweFromCacao({ payload }: Cacao): string {
  return formatSiweMessage(payload)
}

/**
 * Refuses what the format has no place for, since its text could not be rebuilt: a scheme before the domain, and
 * `Resources:` with nothing below, because the map always has a list and an empty one stands for no such line.
 * @throws {OpenKeyError} `invalid_params`, field `Scheme` or `Resources`
 */
export function checkCarriable({ scheme, resources }: SiweMessage): void {
  if (scheme !== undefined) throw invalidParams('Scheme', 'A delegation cannot carry the scheme of the domain.')
  if (resources?.length === 0) throw invalidParams('Resources', 'A delegation cannot carry an empty list of resources.')
}
