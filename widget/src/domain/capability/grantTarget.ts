import type { Account, Capability } from '@openkey/protocol/siwe'
import { type VisibleText, visibleName } from '../sanitizeForDisplay.ts'

/** Where a grant applies. `owner` is present when it is not the account that signs: that is said aloud. */
export type Place =
  | { readonly kind: 'space'; readonly name: VisibleText; readonly owner?: Account | undefined }
  | { readonly kind: 'network'; readonly name: VisibleText; readonly owner?: Account | undefined }
  /** A container of the older generation of TinyCloud. */
  | { readonly kind: 'orbit'; readonly name: VisibleText; readonly owner?: Account | undefined }
  /** A resource of unknown kind; its sentence spells it out. */
  | { readonly kind: 'elsewhere' }

/** Finds the place of a capability, as seen by the account that signs. */
export function placeOf({ space, network, orbit }: Capability, signer: Account): Place {
  const place = space ?? network ?? orbit
  if (place === undefined) return { kind: 'elsewhere' }
  const { chainId, address } = place
  const isOwn = address === signer.address && chainId === signer.chainId
  return {
    kind: space !== undefined ? 'space' : network !== undefined ? 'network' : 'orbit',
    name: visibleName(place.name, { maxLength: 48 }),
    ...(!isOwn && { owner: { chainId, address } }),
  }
}

/**
 * Sorts the most protected place first. An app can name any number of other spaces, of this account or of others. They
 * must not push down this account's places of known meaning.
 */
export function placeRank(place: Place): number {
  if (place.kind === 'elsewhere') return 30
  const known = knownPlaces.indexOf(`${place.kind} ${place.name}`)
  return (known === -1 ? 10 : known) + (place.owner === undefined ? 0 : 15)
}

const knownPlaces: readonly string[] = [
  'space secrets',
  'network default',
  'space account',
  'space default',
  'space applications',
  'space public',
]

/** Whether this is a space of that name, whoever owns it. */
export function isSpace(place: Place, name: 'secrets' | 'account'): boolean {
  return place.kind === 'space' && place.name === name
}
