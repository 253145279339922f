import type { Account, Capability } from '@openkey/protocol/siwe'
import { type VisibleText, visibleText } from '../visibleText.ts'

/** Where a grant applies. `owner` is present when it is not the account that signs: that is said aloud. */
export type Place =
  | { readonly kind: 'space'; readonly name: VisibleText; readonly owner?: Account | undefined }
  | { readonly kind: 'network'; readonly name: VisibleText; readonly owner?: Account | undefined }
  /** A resource of unknown kind; its sentence spells it out. */
  | { readonly kind: 'elsewhere' }

/** Finds the place of a capability, as seen by the account that signs. */
export function placeOf({ space, network }: Capability, signer: Account): Place {
  const place = space ?? network
  if (place === undefined) return { kind: 'elsewhere' }
  const { chainId, address } = place
  const isOwn = address === signer.address && chainId === signer.chainId
  return {
    kind: space === undefined ? 'network' : 'space',
    name: visibleText(place.name, { maxLength: 48 }),
    ...(!isOwn && { owner: { chainId, address } }),
  }
}

/** What is strange stands first, then what is most worth protecting. */
export function placeRank(place: Place): number {
  if (place.kind === 'elsewhere') return 0
  if (place.owner !== undefined) return 1
  if (place.kind === 'network') return 3
  const rank = ['secrets', 'default', 'applications', 'account', 'public'].indexOf(place.name)
  return rank === 0 ? 2 : rank === -1 ? 9 : rank + 3
}

/** Whether this is a space of that name, whoever owns it. */
export function isSpace(place: Place, name: 'secrets' | 'account'): boolean {
  return place.kind === 'space' && place.name === name
}
