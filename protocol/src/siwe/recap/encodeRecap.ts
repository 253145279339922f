import { encodeBase64url } from '../../encoding/base64url.ts'
import { canonicalJson, type JsonValue } from '../../encoding/canonicalJson.ts'
import { encodeUtf8 } from '../../encoding/utf8.ts'
import { checkRecap, checkRecapCounts, maxAbilities } from './checkRecap.ts'
import { checkRecapTypes, type Recap, recapMalformed, recapPrefix } from './recap.ts'

/**
 * Writes a ReCap as its one canonical URI, `urn:recap:` and unpadded base64url of JCS JSON (EIP-5573, RFC 8785).
 * @throws {OpenKeyError} `recap_malformed`
 */
export function encodeRecap(recap: Recap): string {
  checkRecapTypes(recap)
  return writeRecap(recap)
}

/**
 * Does the same for a ReCap whose members have the types that TypeScript says, as the reader's do.
 * @param options.omitsProofs Writes the form without `prf` that EIP-5573 has for an empty list.
 */
export function writeRecap({ att, prf }: Recap, { omitsProofs = false }: { omitsProofs?: boolean } = {}): string {
  checkRecapCounts({ att, prf }, { resources: maxAbilities })
  checkRecap({ att, prf })
  return recapPrefix + encodeBase64url(encodeUtf8(canonicalText(omitsProofs ? { att } : { att, prf })))
}

function canonicalText(payload: JsonValue): string {
  try {
    return canonicalJson(payload)
  } catch (cause) {
    throw recapMalformed('A caveat of the ReCap cannot be expressed in JSON.', cause)
  }
}
