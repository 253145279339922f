import { OpenKeyError } from '../../errors/openKeyError.ts'
import type { RemovedCapability } from '../../methods/methods.ts'
import type { Recap } from './recap.ts'

/** Only shows a session what it may do, so it stays in every request. A request needs another ability besides it. */
const requiredAbility = 'tinycloud.capabilities/read'

/** Returns whether a user cannot remove a capability from a request. */
export function isRequired({ ability }: Pick<RemovedCapability, 'ability'>): boolean {
  return ability === requiredAbility
}

/**
 * Removes capabilities from a ReCap. What remains keeps its caveats, and proofs stay.
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault, for a capability that the ReCap does not grant or
 * that is required, and if nothing else remains
 */
export function narrowRecap({ att, prf }: Recap, removed: readonly RemovedCapability[]): Recap {
  const grants = Object.entries(att).flatMap(([resource, abilities]) =>
    Object.entries(abilities).map(([ability, caveats]) => ({ resource, ability, caveats })),
  )
  const isRemoved = isOneOf(removed)
  const isGranted = isOneOf(grants)
  for (const capability of removed) {
    if (isRequired(capability)) throw invalid('This capability cannot be removed.', capability.ability)
    if (!isGranted(capability)) throw invalid('The message does not grant this capability.', capability.ability)
  }
  const kept = grants.filter((grant) => !isRemoved(grant))
  if (kept.every(isRequired)) throw invalid('Nothing remains of the request.', 'removed')
  const resources = [...new Set(kept.map(({ resource }) => resource))]
  const abilitiesOf = (of: string) =>
    Object.fromEntries(kept.filter(({ resource }) => resource === of).map(({ ability, caveats }) => [ability, caveats]))
  return { att: Object.fromEntries(resources.map((resource) => [resource, abilitiesOf(resource)])), prf }
}

function isOneOf(capabilities: readonly RemovedCapability[]): (capability: RemovedCapability) => boolean {
  const names = new Set(capabilities.map(nameOf))
  return (capability) => names.has(nameOf(capability))
}

function nameOf({ resource, ability }: RemovedCapability): string {
  return JSON.stringify([resource, ability])
}

function invalid(message: string, field: string): OpenKeyError {
  return new OpenKeyError('invalid_params', message, { details: { field } })
}
