import { encodeBase64url } from '../encoding/base64url.ts'
import { canonicalJson } from '../encoding/canonicalJson.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { checkRecap } from './checkRecap.ts'
import { checkRecapCounts, maxAbilities } from './checkRecapCounts.ts'
import { type Recap, recapMalformed, recapPrefix } from './recap.ts'

/**
 * Writes a ReCap as its one canonical URI, `urn:recap:` and unpadded base64url of JCS JSON (EIP-5573, RFC 8785).
 * @throws {OpenKeyError} `recap_malformed`
 */
export function encodeRecap({ att, prf }: Recap): string {
  checkRecapCounts({ att, prf }, { resources: maxAbilities })
  checkRecap({ att, prf })
  return recapPrefix + encodeBase64url(encodeUtf8(canonicalText({ att, prf })))
}

function canonicalText(recap: Recap): string {
  try {
    return canonicalJson(recap)
  } catch (cause) {
    throw recapMalformed('A caveat of the ReCap has no canonical JSON.', cause)
  }
}
