import type { Place } from '../../domain/capability/grantTarget.ts'
import { shortAddress } from '../../domain/shortAddress.ts'
import { hostText, type Phrase } from './phrase.ts'

/** English heading above the sentences about one place. */
export function describePlace(place: Place): Phrase {
  if (place.kind === 'elsewhere') return ['Elsewhere']
  const what = nouns[place.kind]
  if (place.owner !== undefined) {
    const { address, chainId } = place.owner
    return [`The ${what} `, hostText(place.name), ` of another account, ${shortAddress(address)} on chain ${chainId}`]
  }
  const known = ownPlaces.get(`${place.kind} ${place.name}`)
  return known === undefined ? [`Your ${what} `, hostText(place.name)] : [known]
}

const nouns = { space: 'space', network: 'encryption network', orbit: 'older TinyCloud storage' } as const

const ownPlaces: ReadonlyMap<string, string> = new Map([
  ['space default', 'Your data'],
  ['space applications', 'Your apps’ data'],
  ['space account', 'Your account'],
  ['space secrets', 'Your secrets'],
  ['space public', 'Your public data, open to everyone'],
  ['network default', 'Your encryption'],
])
