import { isJsonList, type JsonValue } from '../../encoding/canonicalJson.ts'
import type { OpenKeyError } from '../../errors/openKeyError.ts'
import type { Caveat, Recap } from './recap.ts'

/** Creates the error for a value that does not have the form of a ReCap's `att`. */
export type Malformed = (message: string) => OpenKeyError

/**
 * Reads the `att` of a ReCap or of a UCAN: `{ <resource>: { <ability>: [<caveat>, …] } }`.
 * The result has no prototype, so that looking up a hostile name finds nothing.
 */
export function readAbilities(value: JsonValue, malformed: Malformed): Recap['att'] {
  const readCaveats = (caveats: JsonValue): readonly Caveat[] => {
    if (!Array.isArray(caveats)) throw malformed('The caveats of an ability must be an array.')
    return caveats.map((caveat) => readObject(caveat, malformed))
  }
  return mapMembers(value, malformed, (abilities) => mapMembers(abilities, malformed, readCaveats))
}

export function readObject(value: JsonValue, malformed: Malformed): { readonly [name: string]: JsonValue } {
  if (value !== null && typeof value === 'object' && !isJsonList(value)) return value
  throw malformed(`Expected an object in the capabilities, received ${isJsonList(value) ? 'an array' : typeof value}.`)
}

function mapMembers<Value>(
  value: JsonValue,
  malformed: Malformed,
  read: (member: JsonValue) => Value,
): { readonly [name: string]: Value } {
  const entries = Object.entries(readObject(value, malformed)).map(([name, member]) => [name, read(member)])
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}
