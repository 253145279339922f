import type { Account, Capability } from '@openkey/protocol/siwe'
import { type DisplayText, sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'

/** The resource that a grant applies to. `owner` is present if it is not the account that signs. */
export type GrantTarget =
  | { readonly kind: 'space'; readonly name: DisplayText; readonly owner?: Account | undefined }
  | { readonly kind: 'network'; readonly name: DisplayText; readonly owner?: Account | undefined }
  /** A container of the older generation of TinyCloud. */
  | { readonly kind: 'orbit'; readonly name: DisplayText; readonly owner?: Account | undefined }
  /** One delegation, whoever gave it. */
  | { readonly kind: 'delegation'; readonly cid: DisplayText }
  /** A resource of unknown kind; its sentence spells it out. */
  | { readonly kind: 'unknown' }

/** Returns the target of a capability, relative to the account that signs. */
export function targetOf({ space, network, orbit, delegation }: Capability, signer: Account): GrantTarget {
  if (delegation !== undefined)
    return { kind: 'delegation', cid: sanitizeNameForDisplay(delegation, { maxLength: 128 }) }
  const target = space ?? network ?? orbit
  if (target === undefined) return { kind: 'unknown' }
  const { chainId, address } = target
  const isOwn = address === signer.address && chainId === signer.chainId
  return {
    kind: space !== undefined ? 'space' : network !== undefined ? 'network' : 'orbit',
    name: sanitizeNameForDisplay(target.name, { maxLength: 48 }),
    ...(!isOwn && { owner: { chainId, address } }),
  }
}

/**
 * Sorts the most protected place first. An app can name any number of other spaces, of this account or of others. They
 * must not push down this account's places of known meaning.
 */
export function targetRank(target: GrantTarget): number {
  if (target.kind === 'unknown' || target.kind === 'delegation') return 30
  const known = knownTargets.indexOf(`${target.kind} ${target.name}`)
  return (known === -1 ? 10 : known) + (target.owner === undefined ? 0 : 15)
}

const knownTargets: readonly string[] = [
  'space secrets',
  'network default',
  'space account',
  'space default',
  'space applications',
  'space public',
]

/** Returns whether this is a space of that name, whoever owns it. */
export function isSpace(target: GrantTarget, name: 'secrets' | 'account'): boolean {
  return target.kind === 'space' && target.name === name
}
