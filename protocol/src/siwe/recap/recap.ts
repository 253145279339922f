import type { JsonValue } from '../../encoding/canonicalJson.ts'
import { OpenKeyError } from '../../errors/openKeyError.ts'

/** Limits one capability; `{}` limits nothing. */
export type Caveat = { readonly [name: string]: JsonValue }

/** The capabilities that a SIWE message delegates (EIP-5573). Lists of caveats are never empty. */
export type Recap = {
  /** Resource URI → ability (`<namespace>/<name>`) → alternatives, one of which must hold. Without a prototype. */
  readonly att: { readonly [resource: string]: { readonly [ability: string]: readonly Caveat[] } }
  /** CIDs of the delegations it builds on, in base58btc. */
  readonly prf: readonly string[]
}

/** Prefix of every ReCap resource. */
export const recapPrefix = 'urn:recap:'

/** The error of a ReCap that breaks a rule of EIP-5573 or of this profile. */
export function recapMalformed(why: string, cause?: unknown, field?: string): OpenKeyError<'recap_malformed'> {
  return new OpenKeyError('recap_malformed', why, { cause, ...(field !== undefined && { details: { field } }) })
}

/**
 * Checks that both members are there and have their types, which TypeScript cannot promise to other callers.
 * @throws {OpenKeyError} `recap_malformed` with the `field` at fault
 */
export function checkRecapTypes(recap: Recap): void {
  checkAttTypes(recap)
  if (!Array.isArray(recap.prf) || !Array.from(recap.prf).every((proof) => typeof proof === 'string')) {
    throw recapMalformed('"prf" must be an array of CIDs. It is empty if there is no proof.', undefined, 'prf')
  }
}

/** @throws {OpenKeyError} `recap_malformed`, field `att` */
export function checkAttTypes(recap: Pick<Recap, 'att'>): void {
  if (isObject(recap) && isObject(recap.att) && Object.values(recap.att).every(isGranted)) return
  throw recapMalformed('"att" must map resources to abilities, and abilities to arrays of caveats.', undefined, 'att')
}

function isGranted(abilities: unknown): boolean {
  return isObject(abilities) && Object.values(abilities).every(isCaveats)
}

function isCaveats(caveats: unknown): boolean {
  return Array.isArray(caveats) && Array.from(caveats).every(isObject)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
