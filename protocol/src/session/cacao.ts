import { decode, encode } from '@ipld/dag-cbor'
import * as z from 'zod/mini'
import { OpenKeyError } from '../errors/openKeyError.ts'
import { type Address, type Hex, toChecksumAddress } from '../siwe/identifiers/address.ts'
import { parsePkhDid, pkhDid } from '../siwe/identifiers/pkhDid.ts'
import { formatSiweMessage } from '../siwe/message/formatSiweMessage.ts'
import { parseSiweMessage } from '../siwe/message/parseSiweMessage.ts'
import { recoverPersonalSigner } from '../siwe/message/recoverPersonalSigner.ts'
import { maxSiweBytes, type SiweMessage } from '../siwe/message/siweMessage.ts'
import { invalidParams } from './invalidParams.ts'
import { signatureBytes, signatureHex } from './signatureBytes.ts'

/**
 * A signed SIWE message as an object capability (CAIP-74). The header has one legal value and is not represented;
 * the payload is the message field by field, the signature is EIP-191, r ‖ s ‖ v in lower-case hexadecimal.
 */
export type Cacao = { readonly payload: SiweMessage; readonly signature: Hex }

/**
 * Pairs a message with its signature. Does not verify it: that is `verifyCacaoSignature`.
 * @throws {OpenKeyError} what `parseSiweMessage` and {@link assertEncodable} throw; `signature_invalid` when
 * `signature` cannot be one
 */
export function cacaoFromSiwe(text: string, signature: string): Cacao {
  const payload = parseSiweMessage(text)
  assertEncodable(payload)
  return { payload, signature: signatureHex(signatureBytes(signature)) }
}

/** The exact text that was signed. @throws {OpenKeyError} `siwe_malformed` */
export function siweFromCacao({ payload }: Cacao): string {
  return formatSiweMessage(payload)
}

/**
 * Rejects messages that the format cannot represent, because their text could not be rebuilt: a scheme before the
 * domain, and `Resources:` with nothing below. The map always has a list, and an empty one means that the line is
 * absent.
 * @throws {OpenKeyError} `invalid_params`, field `Scheme` or `Resources`
 */
export function assertEncodable({ scheme, resources }: SiweMessage): void {
  if (scheme !== undefined)
    throw invalidParams('Scheme', 'A CACAO cannot contain the scheme of the domain: leave it out of the message.')
  if (resources?.length === 0)
    throw invalidParams('Resources', 'A CACAO cannot contain an empty list of resources: leave it out of the message.')
}

/**
 * Writes a CACAO as deterministic CBOR (dag-cbor: definite lengths, keys by length, then bytes). `resources` is always
 * there; every other field that the message lacks is absent from the map, and an empty statement is written as such.
 * @throws {OpenKeyError} `signature_invalid`, `invalid_params`
 */
export function encodeCacao({ payload, signature }: Cacao): Uint8Array {
  assertEncodable(payload)
  const { domain, address, chainId, statement, uri, nonce, issuedAt, expirationTime, notBefore, requestId } = payload
  return encode({
    h: { t: 'eip4361' },
    p: {
      aud: uri,
      ...(expirationTime !== undefined && { exp: expirationTime }),
      iat: issuedAt,
      iss: pkhDid({ chainId, address: toChecksumAddress(address) }),
      ...(notBefore !== undefined && { nbf: notBefore }),
      nonce,
      domain,
      version: 1,
      resources: [...(payload.resources ?? [])],
      ...(statement !== undefined && { statement }),
      ...(requestId !== undefined && { request_id: requestId }),
    },
    s: { s: signatureBytes(signature), t: 'eip191' },
  })
}

/** The message, its field names and the signature; what is longer cannot hold a legal message. */
export const maxCacaoBytes = maxSiweBytes + 512

const cacaoSchema = z.strictObject({
  h: z.strictObject({ t: z.literal('eip4361') }),
  p: z.strictObject({
    aud: z.string(),
    exp: z.optional(z.string()),
    iat: z.string(),
    iss: z.string(),
    nbf: z.optional(z.string()),
    nonce: z.string(),
    domain: z.string(),
    version: z.literal(1),
    resources: z.custom<readonly string[]>(isTextList),
    statement: z.optional(z.string()),
    request_id: z.optional(z.string()),
  }),
  s: z.strictObject({ s: z.instanceof(Uint8Array), t: z.literal('eip191') }),
})

/** Stops at the first item that is not a string. A list schema would collect an issue for each. */
function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/**
 * Reads a CACAO. Only bytes that {@link encodeCacao} writes are accepted: the CBOR library sorts no keys while reading
 * and takes integers of any width, so one message would otherwise have many encodings, each with a CID of its own.
 * @throws {OpenKeyError} `invalid_params`, field `cacao` or `DID`; `siwe_malformed` for fields that make no message;
 * `signature_invalid`
 */
export function decodeCacao(bytes: Uint8Array): Cacao {
  const { p, s } = parseShape(bytes)
  const cacao: Cacao = {
    payload: {
      domain: p.domain,
      ...parsePkhDid(p.iss),
      ...(p.statement !== undefined && { statement: p.statement }),
      uri: p.aud,
      version: '1',
      nonce: p.nonce,
      issuedAt: p.iat,
      ...(p.exp !== undefined && { expirationTime: p.exp }),
      ...(p.nbf !== undefined && { notBefore: p.nbf }),
      ...(p.request_id !== undefined && { requestId: p.request_id }),
      ...(p.resources.length > 0 && { resources: p.resources }),
    },
    signature: signatureHex(s.s),
  }
  formatSiweMessage(cacao.payload)
  if (!equalBytes(encodeCacao(cacao), bytes)) throw invalidParams('cacao', 'The delegation is not in canonical CBOR.')
  return cacao
}

function parseShape(bytes: Uint8Array): z.infer<typeof cacaoSchema> {
  if (bytes.length > maxCacaoBytes) throw invalidParams('cacao', 'The delegation is too large.')
  const { success, data } = cacaoSchema.safeParse(decodeOrNothing(bytes))
  if (!success) throw invalidParams('cacao', 'The delegation is not a CACAO over a SIWE message.')
  return data
}

function decodeOrNothing(bytes: Uint8Array): unknown {
  try {
    return decode(bytes)
  } catch {
    return undefined
  }
}

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}

/**
 * Rebuilds the signed text, recovers its signer and compares it with the issuer. Contract accounts (EIP-1271) have no
 * place here: their answer depends on a chain.
 * @returns the issuer's address, EIP-55
 * @throws {OpenKeyError} `signature_invalid`, `siwe_malformed`
 */
export function verifyCacaoSignature(cacao: Cacao): Address {
  const signer = recoverPersonalSigner(siweFromCacao(cacao), cacao.signature)
  if (signer !== cacao.payload.address) {
    throw new OpenKeyError(
      'signature_invalid',
      'The delegation was signed by a different account from the one it names.',
      {
        details: { expected: cacao.payload.address, received: signer },
      },
    )
  }
  return signer
}
