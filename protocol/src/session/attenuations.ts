import type { JsonValue } from '../encoding/canonicalJson.ts'
import { checkRecap } from '../siwe/recap/checkRecap.ts'
import { readAbilities } from '../siwe/recap/readAbilities.ts'
import type { Caveat, Recap } from '../siwe/recap/recap.ts'
import { invalidParams } from './invalidParams.ts'

/** `{ <resource>: { <ability>: [<caveat>, …] } }`, as in a ReCap. Without a prototype when parsed. */
export type Attenuations = Recap['att']

/** One ability on one resource, both in full: `tinycloud.kv/get` on `<space>/kv/<path>`. */
export type Capability = { readonly resource: string; readonly ability: string }

/** Maximum number of pairs of resource and ability in one token; a batch of reads has 100. */
const maxPairs = 256

/** Grants each capability without limits, `[{}]`. Repeated ones count once. */
export function withoutCaveats(capabilities: readonly Capability[]): Attenuations {
  const resources = new Map<string, Map<string, readonly Caveat[]>>()
  for (const { resource, ability } of capabilities) {
    const abilities = resources.get(resource) ?? new Map<string, readonly Caveat[]>()
    resources.set(resource, abilities.set(ability, [{}]))
  }
  return Object.fromEntries([...resources].map(([resource, abilities]) => [resource, Object.fromEntries(abilities)]))
}

/**
 * Reads the `att` of a UCAN by the rules of a ReCap's.
 * @throws {OpenKeyError} `invalid_params`, field `att`
 */
export function parseAttenuations(value: JsonValue): Attenuations {
  const att = readAbilities(value, (message) => invalidParams('att', message))
  const pairs = Object.values(att).reduce((sum, abilities) => sum + Object.keys(abilities).length, 0)
  if (pairs > maxPairs) throw invalidParams('att', `A token may have at most ${maxPairs} capabilities.`)
  checkAttenuations(att)
  return att
}

function checkAttenuations(att: Attenuations): void {
  try {
    checkRecap({ att, prf: [] })
  } catch (cause) {
    throw invalidParams('att', 'The capabilities of the token are invalid.', cause)
  }
}
