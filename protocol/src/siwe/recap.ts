import type { JsonValue } from '../encoding/canonicalJson.ts'
import { OpenKeyError } from '../errors/openKeyError.ts'

/** Limits one capability; `{}` limits nothing. */
export type Caveat = { readonly [name: string]: JsonValue }

/** What a SIWE message delegates (EIP-5573). Lists of caveats are never empty. */
export type Recap = {
  /** Resource URI → ability (`<namespace>/<name>`) → alternatives, one of which must hold. Without a prototype. */
  readonly att: { readonly [resource: string]: { readonly [ability: string]: readonly Caveat[] } }
  /** CIDs of the delegations it builds on, in base58btc. */
  readonly prf: readonly string[]
}

/** What every ReCap resource starts with. */
export const recapPrefix = 'urn:recap:'

/** The error of a ReCap that breaks a rule of EIP-5573 or of this profile. */
export function recapMalformed(why: string, cause?: unknown): OpenKeyError<'recap_malformed'> {
  return new OpenKeyError('recap_malformed', why, { cause })
}
