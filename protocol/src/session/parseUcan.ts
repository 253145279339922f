import * as z from 'zod/mini'
import { decodeBase64url } from '../encoding/base64url.ts'
import type { JsonValue } from '../encoding/canonicalJson.ts'
import { decodeUtf8 } from '../encoding/utf8.ts'
import { keyDid, keyDidUrl } from '../siwe/keyDid.ts'
import { parseAttenuations } from './attenuations.ts'
import { isCid } from './cid.ts'
import { invalidParams } from './invalidParams.ts'
import { jwkPublicKey, publicJwkSchema } from './jwk.ts'
import type { Ucan, UcanHeader, UcanPayload } from './ucan.ts'
import { ucanSigningInput } from './ucanSigningInput.ts'

/** Maximum number of proofs in a token, and of facts. */
const maxItems = 64

/** Longest token, in characters. */
export const maxUcanLength = 65_536

const headerSchema = z.strictObject({
  alg: z.literal('EdDSA'),
  jwk: publicJwkSchema,
  typ: z.literal('JWT'),
  ucv: z.literal('0.10.0'),
})

const json = z.custom<JsonValue>()
// The last second of the year 9999, as far as timestamps of messages reach.
const seconds = z.number().check(z.gte(0), z.lte(253_402_300_799))

const payloadSchema = z.strictObject({
  att: json,
  aud: z.string().check(z.maxLength(512), z.regex(/^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/)),
  exp: seconds,
  fct: z.optional(z.array(json).check(z.maxLength(maxItems))),
  iss: z.string(),
  nbf: z.optional(seconds),
  nnc: z.optional(z.string().check(z.maxLength(512))),
  prf: z.custom<readonly string[]>(isProofList),
})

/**
 * Reads a UCAN, strictly: header and payload are the canonical JSON of exactly the known members, every part is
 * unpadded base64url in its one spelling, and the key in the header is the issuer's. The signature is not verified.
 * @throws {OpenKeyError} `invalid_params`, field `ucan` or the member at fault
 */
export function parseUcan(text: string): Ucan {
  if (text.length > maxUcanLength) throw invalidParams('ucan', 'The token is too long.')
  const [first = '', second = '', third = '', ...rest] = text.split('.', 4)
  const signature = decodeBase64url(third)
  if (rest.length > 0 || signature?.length !== 64) throw invalidParams('ucan', 'A token has three parts, signed last.')

  const header = parseHeader(parseJson(first))
  const payload = parsePayload(parseJson(second))
  const signingInput = `${first}.${second}`
  if (!isCanonical(header, payload, signingInput)) throw invalidParams('ucan', 'The token is not in canonical JSON.')
  const key = jwkPublicKey(header.jwk)
  if (payload.iss !== keyDidUrl(key) && payload.iss !== keyDid(key)) {
    throw invalidParams('iss', 'The key of the token is not its issuer.')
  }
  return { header, payload, signature, signingInput }
}

/** Checks the count first, because a list schema reads every item before it checks the length. */
function isProofList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= maxItems &&
    value.every((cid) => typeof cid === 'string' && isCid(cid)) &&
    new Set(value).size === value.length
  )
}

function parseHeader(value: JsonValue): UcanHeader {
  const { success, data, error } = headerSchema.safeParse(value)
  if (!success) throw invalidParams(memberAt(error), 'The header of the token is not that of a UCAN 0.10.0.')
  return data
}

function parsePayload(value: JsonValue): UcanPayload {
  const { success, data, error } = payloadSchema.safeParse(value)
  if (!success) throw invalidParams(memberAt(error), 'The payload of the token is not that of a UCAN 0.10.0.')
  return { ...data, att: parseAttenuations(data.att) }
}

function memberAt(error: z.core.$ZodError): string {
  return String(error.issues[0]?.path[0] ?? 'ucan')
}

function parseJson(part: string): JsonValue {
  const text = decodeUtf8(decodeBase64url(part) ?? Uint8Array.of(0xff))
  try {
    return JSON.parse(text ?? '')
  } catch (cause) {
    throw invalidParams('ucan', 'A part of the token is not JSON in base64url.', cause)
  }
}

/** What has no canonical form (a lone surrogate, endless nesting) is not canonical. */
function isCanonical(header: UcanHeader, payload: UcanPayload, signingInput: string): boolean {
  try {
    return ucanSigningInput(header, payload) === signingInput
  } catch {
    return false
  }
}
