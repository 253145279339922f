import { parseSpaceId } from '../siwe/identifiers/spaceId.ts'
import type { Recap } from '../siwe/recap/recap.ts'
import { type Capability, withoutCaveats } from './attenuations.ts'
import { proofFromCid } from './cid.ts'

/** Short service → path → full abilities. The path `''` means the whole service. */
export type Abilities = { readonly [service: string]: { readonly [path: string]: readonly string[] } }

export type RequestedCapabilities = {
  readonly spaceId: string
  /** Wanted in the primary space. */
  readonly abilities: Abilities
  /** Wanted in other spaces, by space id. */
  readonly spaceAbilities?: { readonly [spaceId: string]: Abilities } | undefined
  /** Wanted on other URIs, for example an encryption network. */
  readonly rawAbilities?: { readonly [uri: string]: readonly string[] } | undefined
  /** CIDs of the delegations it builds on; none when the signer owns every space. */
  readonly parents?: readonly string[] | undefined
}

/**
 * Returns the ReCap of a session request. An ability that is requested twice is granted once.
 * @throws {OpenKeyError} `invalid_params` for an invalid space id or parent
 */
export function sessionRecap(request: RequestedCapabilities): Recap {
  const { spaceId, abilities, spaceAbilities = {}, rawAbilities = {}, parents = [] } = request
  const capabilities = [
    ...inSpace(spaceId, abilities),
    ...Object.entries(spaceAbilities).flatMap(([space, wanted]) => inSpace(space, wanted)),
    ...Object.entries(rawAbilities).flatMap(([uri, wanted]) => onResource(uri, wanted)),
  ]
  return { att: withoutCaveats(capabilities), prf: parents.map(proofFromCid) }
}

function inSpace(spaceId: string, abilities: Abilities): Capability[] {
  parseSpaceId(spaceId)
  return Object.entries(abilities).flatMap(([service, paths]) =>
    Object.entries(paths).flatMap(([path, wanted]) =>
      onResource(`${spaceId}/${service}${path === '' ? '' : `/${path}`}`, wanted),
    ),
  )
}

function onResource(resource: string, abilities: readonly string[]): Capability[] {
  return abilities.map((ability) => ({ resource, ability }))
}
