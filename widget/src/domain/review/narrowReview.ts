import type { Narrowing } from '@openkey/protocol'
import { isRequired } from '@openkey/protocol/siwe'
import { permissionsOf } from './permissionsOf.ts'
import type { DescribedReview, ReviewItem } from './review.ts'

/** Changes that the user makes to a request. */
export type Choice = {
  readonly removed: ReadonlySet<ReviewItem>
  /** Milliseconds since the epoch. Absent if the user keeps the message's. */
  readonly expiresAt?: number | undefined
}

/**
 * Says what the user takes away from a request. It names parts of the request only, so that it never widens it.
 * @returns `undefined` if nothing changes, nothing remains, or the choice ends later than the request
 */
export function narrowReview(review: DescribedReview, { removed, expiresAt }: Choice): Narrowing | undefined {
  const items = permissionsOf(review).flatMap((group) => group.items)
  const capabilities = (isKept: boolean) =>
    items.filter((item) => removed.has(item) !== isKept).flatMap((item) => item.capabilities)
  const gone = capabilities(false).filter((capability) => !isRequired(capability))
  const isShorter = expiresAt !== undefined && expiresAt < (review.validity.expiresAt ?? Number.POSITIVE_INFINITY)
  if (gone.length === 0 && !isShorter) return undefined
  if (capabilities(true).every(isRequired) || (expiresAt !== undefined && !isShorter)) return undefined
  return {
    removed: gone.map(({ resource, ability }) => ({ resource, ability })),
    ...(isShorter && { expirationTime: new Date(expiresAt).toISOString() }),
  }
}
