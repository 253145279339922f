import * as z from 'zod/mini'
import { decodeBase64url } from '../encoding/base64url.ts'
import { invalidParams } from './invalidParams.ts'

/** Length of 32 bytes in base64url without padding, in characters. */
const key32Length = 43
const key32 = z.string().check(z.refine((text) => decodeKey(text) !== undefined))
const publicMembers = {
  alg: z.optional(z.literal('EdDSA')),
  crv: z.literal('Ed25519'),
  kid: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
  kty: z.literal('OKP'),
  x: key32,
}

/** An Ed25519 public key as a JWK (RFC 8037). `x` is base64url without padding. */
export type PublicJwk = {
  readonly alg?: 'EdDSA' | undefined
  readonly crv: 'Ed25519'
  readonly kid?: string | undefined
  readonly kty: 'OKP'
  readonly x: string
}

export const publicJwkSchema: z.ZodMiniType<PublicJwk> = z.strictObject(publicMembers)

/** An Ed25519 key pair as a JWK. `d` is the 32-byte seed and makes the whole object a secret. */
export type PrivateJwk = PublicJwk & { readonly d: string }

const privateJwkSchema: z.ZodMiniType<PrivateJwk> = z.strictObject({ ...publicMembers, d: key32 })

/** Drops the secret; `kid` and `alg` stay when they are there. */
export function publicJwk({ d: _, ...rest }: PrivateJwk): PublicJwk {
  return rest
}

/** The 32 bytes of the public key. */
export function jwkPublicKey({ x }: PublicJwk): Uint8Array {
  return requireKey('x', x)
}

/** The 32 bytes of the seed. */
export function jwkSeed({ d }: PrivateJwk): Uint8Array {
  return requireKey('d', d)
}

/**
 * Reads a private JWK. Members beyond those of {@link PrivateJwk} are refused, so that nothing is carried along unread.
 * @throws {OpenKeyError} `invalid_params`, field `jwk`; the value itself is never quoted
 */
export function parsePrivateJwk(value: unknown): PrivateJwk {
  const { success, data } = privateJwkSchema.safeParse(value)
  if (!success) throw invalidParams('jwk', 'A session key must be an Ed25519 private JWK.')
  return data
}

function requireKey(field: string, text: string): Uint8Array {
  const bytes = decodeKey(text)
  if (bytes === undefined) throw invalidParams(field, 'A key must be 32 bytes in base64url without padding.')
  return bytes
}

function decodeKey(text: string): Uint8Array | undefined {
  return text.length === key32Length ? decodeBase64url(text) : undefined
}
