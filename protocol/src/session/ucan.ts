import { ed25519 } from '@noble/curves/ed25519.js'
import * as z from 'zod/mini'
import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts'
import { canonicalJson, type JsonValue } from '../encoding/canonicalJson.ts'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.ts'
import { toChecksumAddress } from '../siwe/identifiers/address.ts'
import { keyDid, keyDidUrl } from '../siwe/identifiers/keyDid.ts'
import { type Attenuations, parseAttenuations } from './attenuations.ts'
import { isCid } from './cid.ts'
import { invalidParams } from './invalidParams.ts'
import { jwkPublicKey, jwkSeed, type PrivateJwk, type PublicJwk, publicJwk, publicJwkSchema } from './jwk.ts'

/** Members of a UCAN's payload, by their names on the wire. Times are in seconds since 1970 and may be fractional. */
export type UcanPayload = {
  readonly att: Attenuations
  /** A DID without fragment. An invocation names its issuer or the node; a delegation names who receives it. */
  readonly aud: string
  readonly exp: number
  /** Facts: free JSON for the receiver. */
  readonly fct?: readonly JsonValue[] | undefined
  /** DID of the key that signs, or its DID URL. */
  readonly iss: string
  readonly nbf?: number | undefined
  /** Any text of at most 512 characters. What we write is `urn:uuid:` and a version 4 UUID. */
  readonly nnc?: string | undefined
  /** CIDs of the delegations that this one is based on. Empty if the issuer is the root. */
  readonly prf: readonly string[]
}

/** Header of a UCAN, version 0.10.0. It contains the key, so that a verifier needs no resolver. */
export type UcanHeader = {
  readonly alg: 'EdDSA'
  readonly jwk: PublicJwk
  readonly typ: 'JWT'
  readonly ucv: '0.10.0'
}

/** A UCAN as received. `signingInput` is the received text up to its second dot: the very bytes that were signed. */
export type Ucan = {
  readonly header: UcanHeader
  readonly payload: UcanPayload
  readonly signature: Uint8Array
  readonly signingInput: string
}

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
  if (rest.length > 0 || signature?.length !== 64)
    throw invalidParams('ucan', 'A token must have three parts; the last one is a signature of 64 bytes.')

  const { header, dids } = readHeader(first)
  const payloadText = decodeText(second)
  const payload = parsePayload(parseJson(payloadText))
  if (!isCanonical(() => payloadJson(payload), payloadText)) throw notCanonical()
  if (!dids.includes(payload.iss)) throw invalidParams('iss', 'The key in the header does not match the issuer.')
  return { header, payload, signature, signingInput: `${first}.${second}` }
}

type KnownHeader = { readonly header: UcanHeader; readonly dids: readonly string[] }

/** Remembers the last headers, because every token of a session has the same one. */
const knownHeaders = new Map<string, KnownHeader>()
const maxKnownHeaders = 1_000
const maxKnownLength = 512

/** Reads the header in the first part of a token. @returns it with the DID and the DID URL of its key */
function readHeader(part: string): KnownHeader {
  const known = knownHeaders.get(part)
  if (known !== undefined) return known
  const text = decodeText(part)
  const header = parseHeader(parseJson(text))
  if (!isCanonical(() => headerJson(header), text)) throw notCanonical()
  const key = jwkPublicKey(header.jwk)
  const read = { header, dids: [keyDid(key), keyDidUrl(key)] }
  if (part.length > maxKnownLength) return read
  if (knownHeaders.size >= maxKnownHeaders) knownHeaders.clear()
  knownHeaders.set(part, read)
  return read
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
  if (!success) throw invalidParams(memberAt(error), 'The header is not valid for a UCAN 0.10.0.')
  return data
}

function parsePayload(value: JsonValue): UcanPayload {
  const { success, data, error } = payloadSchema.safeParse(value)
  if (!success) throw invalidParams(memberAt(error), 'The payload is not valid for a UCAN 0.10.0.')
  return { ...data, att: parseAttenuations(data.att) }
}

function memberAt(error: z.core.$ZodError): string {
  return String(error.issues[0]?.path[0] ?? 'ucan')
}

/** Each text has one spelling in base64url, so that texts can be compared instead of parts. */
function decodeText(part: string): string {
  return decodeUtf8(decodeBase64url(part) ?? Uint8Array.of(0xff)) ?? ''
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalidParams('ucan', 'A part of the token is not JSON in base64url.', cause)
  }
}

/** A value without a canonical form, such as a lone surrogate or excessive nesting, is not canonical. */
function isCanonical(write: () => string, text: string): boolean {
  try {
    return write() === text
  } catch {
    return false
  }
}

function notCanonical(): Error {
  return invalidParams('ucan', 'The token is not in canonical JSON.')
}

/**
 * The signing input of a header and payload: names sorted, no spaces, absent members left out.
 * @throws {RangeError} for what has no canonical JSON: a lone surrogate, `NaN`, deep nesting
 */
export function ucanSigningInput(header: UcanHeader, payload: UcanPayload): string {
  return [headerJson(header), payloadJson(payload)].map((text) => encodeBase64url(encodeUtf8(text))).join('.')
}

function headerJson({ jwk, ...header }: UcanHeader): string {
  const { alg, crv, kid, kty, x } = jwk
  const key = { ...(alg !== undefined && { alg }), crv, ...(kid !== undefined && { kid }), kty, x }
  return canonicalJson({ ...header, jwk: key })
}

function payloadJson({ fct, nbf, nnc, ...payload }: UcanPayload): string {
  const optional = {
    ...(fct !== undefined && { fct }),
    ...(nbf !== undefined && { nbf }),
    ...(nnc !== undefined && { nnc }),
  }
  return canonicalJson({ ...payload, ...optional })
}

/**
 * Signs a payload with a session key: `<header>.<payload>.<signature>`, each in base64url without padding.
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault
 */
export function signUcan(payload: UcanPayload, jwk: PrivateJwk): string {
  const input = signingInput({ alg: 'EdDSA', jwk: publicJwk(jwk), typ: 'JWT', ucv: '0.10.0' }, payload)
  const text = `${input}.${encodeBase64url(ed25519.sign(encodeUtf8(input), jwkSeed(jwk)))}`
  // Every recipient would reject such a token. Rejecting it here tells the caller why.
  parseUcan(text)
  return text
}

function signingInput(header: UcanHeader, payload: UcanPayload): string {
  try {
    return ucanSigningInput(header, payload)
  } catch (cause) {
    throw invalidParams('ucan', 'The token contains a value that cannot be expressed in JSON.', cause)
  }
}

/**
 * Verifies the signature with the key in the header, which the parser has matched with the issuer (RFC 8032, strict).
 */
export function verifyUcanSignature({ header, signature, signingInput }: Ucan): boolean {
  return ed25519.verify(signature, encodeUtf8(signingInput), jwkPublicKey(header.jwk), { zip215: false })
}

/**
 * Tests whether the audience of a UCAN differs from its issuer, as in every delegation. Invocations and delegations
 * have the same members, so nothing else tells them apart. A node also takes invocations that are addressed to itself,
 * and must refuse those as delegations.
 */
export function isUcanDelegation({ payload }: Ucan): boolean {
  return principalDid(payload.aud) !== principalDid(payload.iss)
}

/**
 * Returns the DID of a DID or DID URL, in the one spelling that may be compared: without the fragment, which names one
 * key of them, and with the address of a did:pkh of an Ethereum account in its EIP-55 spelling.
 */
export function principalDid(didUrl: string): string {
  const [did = ''] = didUrl.split('#', 1)
  const [, account, address] = /^(did:pkh:eip155:[1-9][0-9]*:)(0x[0-9a-fA-F]{40})$/.exec(did) ?? []
  return account === undefined || address === undefined ? did : account + toChecksumAddress(address)
}
