import { type Abilities, capabilityCovers } from '@openkey/protocol/session'
import { listCapabilities, parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import type { SignInCapabilities } from './signInCapabilities.ts'

/** Whether the owner has signed everything that is asked for. */
export function coversRequest(siwe: string, request: SignInCapabilities): boolean {
  const recap = readRecap(parseSiweMessage(siwe))
  const held = recap ? listCapabilities(recap) : []
  const { spaceId, abilities, spaceAbilities, rawAbilities } = request
  const spaces = Object.entries({ ...spaceAbilities, [spaceId]: abilities })
  const wanted = [
    ...spaces.flatMap(([space, inSpace]) => resourcesOf(space, inSpace)),
    ...Object.entries(rawAbilities),
  ].flatMap(([resource, names]) => names.map((ability) => ({ resource, ability })))
  return wanted.every((capability) => held.some((candidate) => capabilityCovers(candidate, capability)))
}

function resourcesOf(space: string, abilities: Abilities): [resource: string, names: readonly string[]][] {
  return Object.entries(abilities).flatMap(([service, paths]) =>
    Object.entries(paths).map(([path, names]): [string, readonly string[]] => [
      `${space}/${service}${path && `/${path}`}`,
      names,
    ]),
  )
}
