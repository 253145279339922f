import { decode } from '@ipld/dag-cbor'
import * as z from 'zod/mini'
import { formatSiweMessage } from '../siwe/formatSiweMessage.ts'
import { maxSiweBytes } from '../siwe/limits.ts'
import { parsePkhDid } from '../siwe/pkhDid.ts'
import type { Cacao } from './cacao.ts'
import { encodeCacao } from './encodeCacao.ts'
import { invalidParams } from './invalidParams.ts'
import { signatureHex } from './signatureBytes.ts'

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
