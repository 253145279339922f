import { encodeBase64url } from '../encoding/base64url.ts'
import { canonicalJson, type JsonValue } from '../encoding/canonicalJson.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { checkRecap } from './checkRecap.ts'
import { checkRecapCounts, maxAbilities } from './checkRecapCounts.ts'
import { checkRecapTypes, type Recap, recapMalformed, recapPrefix } from './recap.ts'

/**
 * Writes a ReCap as its one canonical URI, `urn:recap:` and unpadded base64url of JCS JSON (EIP-5573, RFC 8785).
 * @throws {OpenKeyError} `recap_malformed`
 */
export function encodeRecap(recap: Recap): string {
  checkRecapTypes(recap)
  const { att, prf } = recap
  return encodePayload({ att, prf }, recap)
}

/**
 * Writes the form of a ReCap without proofs that leaves `prf` out, as EIP-5573 does and `encodeRecap` does not.
 * @throws {OpenKeyError} `recap_malformed`
 */
export function encodeRecapWithoutProofs({ att }: Pick<Recap, 'att'>): string {
  return encodePayload({ att }, { att, prf: [] })
}

function encodePayload(payload: JsonValue, { att, prf }: Recap): string {
  checkRecapCounts({ att, prf }, { resources: maxAbilities })
  checkRecap({ att, prf })
  return recapPrefix + encodeBase64url(encodeUtf8(canonicalText(payload)))
}

function canonicalText(payload: JsonValue): string {
  try {
    return canonicalJson(payload)
  } catch (cause) {
    throw recapMalformed('A caveat of the ReCap has no canonical JSON.', cause)
  }
}
