import type { GrantTarget } from '../../domain/capability/grantTarget.ts'
import { shortAddress } from '../../domain/shortAddress.ts'
import { placeText } from './en/capabilityText.ts'
import { hostText, type Phrase } from './phrase.ts'
import { fillSlots } from './slots.ts'

/** Returns the heading above the permissions that apply to one place. */
export function describePlace(target: GrantTarget): Phrase {
  if (target.kind === 'unknown') return [placeText.elsewhere]
  const { kind, owner } = target
  const name = hostText(target.name)
  if (owner !== undefined) {
    const slots: Readonly<Record<'name' | 'address' | 'chainId', Phrase[number]>> = {
      name,
      address: shortAddress(owner.address),
      chainId: `${owner.chainId}`,
    }
    return fillSlots(placeText.foreign[kind], slots)
  }
  const known = knownTargets.get(`${kind} ${target.name}`)
  return known === undefined ? fillSlots(placeText.own[kind], { name }) : [known]
}

const knownTargets: ReadonlyMap<string, string> = new Map(Object.entries(placeText.known))
