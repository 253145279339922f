import { decodeBase64url } from '../../encoding/base64url.ts'
import { isJsonList, type JsonValue } from '../../encoding/canonicalJson.ts'
import { decodeUtf8 } from '../../encoding/utf8.ts'
import { maxRecapLength } from '../message/siweMessage.ts'
import { checkRecapCounts, maxAbilities } from './checkRecap.ts'
import { writeRecap } from './encodeRecap.ts'
import { readAbilities, readObject } from './readAbilities.ts'
import { type Recap, recapMalformed, recapPrefix } from './recap.ts'

/**
 * Reads a ReCap URI, strictly: only what `encodeRecap` writes is read. Unsorted or repeated names, spaces, padding,
 * other spellings of a number or a text: each would let two readers see two things in one signature. The one exception
 * is an absent `prf`, which EIP-5573 allows: it reads as empty.
 * @param options.maxResources Maximum number of resources.
 * @throws {OpenKeyError} `recap_malformed`
 */
export function decodeRecap(uri: string, { maxResources = maxAbilities }: { maxResources?: number } = {}): Recap {
  if (!uri.startsWith(recapPrefix)) throw recapMalformed('A ReCap must start with "urn:recap:".')
  if (uri.length > maxRecapLength) {
    throw recapMalformed(`A ReCap has at most ${maxRecapLength} characters; this one has ${uri.length}.`)
  }
  const bytes = decodeBase64url(uri.slice(recapPrefix.length))
  const text = bytes && decodeUtf8(bytes)
  if (text === undefined) throw recapMalformed('The ReCap is not unpadded base64url of UTF-8.')
  const payload = readObject(parseJson(text), recapMalformed)
  const recap = readPayload(payload)
  checkRecapCounts(recap, { resources: maxResources })
  // A member that is neither "att" nor "prf" would be lost, so it is rejected here too.
  if (writeRecap(recap, { omitsProofs: payload.prf === undefined }) !== uri)
    throw recapMalformed('The ReCap is not in its canonical form.')
  return recap
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw recapMalformed('The ReCap is not JSON.', cause)
  }
}

function readPayload({ att, prf = [] }: { readonly [name: string]: JsonValue }): Recap {
  if (att === undefined) throw recapMalformed('The ReCap has no member "att".')
  if (!isJsonList(prf)) throw recapMalformed('The proofs of a ReCap must be an array.')
  return { att: readAbilities(att, recapMalformed), prf: prf.map(readText) }
}

function readText(value: JsonValue): string {
  if (typeof value !== 'string') throw recapMalformed('Each proof of a ReCap must be a string.')
  return value
}
