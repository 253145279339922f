import type { Place } from '../../domain/capability/grantTarget.ts'
import { shortAddress } from '../../domain/shortAddress.ts'
import { placeText } from './en/capabilityText.ts'
import { hostText, type Phrase } from './phrase.ts'
import { fillSlots } from './slots.ts'

/** Returns the heading above the permissions that apply to one place. */
export function describePlace(place: Place): Phrase {
  if (place.kind === 'elsewhere') return [placeText.elsewhere]
  const { kind, owner } = place
  const name = hostText(place.name)
  if (owner !== undefined) {
    const slots: Readonly<Record<'name' | 'address' | 'chainId', Phrase[number]>> = {
      name,
      address: shortAddress(owner.address),
      chainId: `${owner.chainId}`,
    }
    return fillSlots(placeText.foreign[kind], slots)
  }
  const known = knownPlaces.get(`${kind} ${place.name}`)
  return known === undefined ? fillSlots(placeText.own[kind], { name }) : [known]
}

const knownPlaces: ReadonlyMap<string, string> = new Map(Object.entries(placeText.known))
