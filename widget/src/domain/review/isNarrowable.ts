import { isRequired } from '@openkey/protocol/siwe'
import { permissionsOf } from './permissionsOf.ts'
import type { DescribedReview, ReviewItem } from './review.ts'

/** Returns whether the user can remove a permission: it is more than a session's view of what it may do. */
export function isRemovable({ capabilities }: ReviewItem): boolean {
  return !capabilities.every(isRequired)
}

/**
 * Returns the shorter lifetimes that a review can offer, in milliseconds.
 * @param remainingMs that of the message
 */
export function shorterLifetimesMs(remainingMs: number): readonly number[] {
  return lifetimesMs.filter((lifetimeMs) => lifetimeMs < remainingMs - toleranceMs)
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const lifetimesMs = [15 * minuteMs, hourMs, 24 * hourMs, 7 * 24 * hourMs]

/** A lifetime that is shorter by less than this is the same for a user. */
const toleranceMs = 5 * minuteMs

/** Returns whether a review leaves the user a choice. What another user receives was agreed with that user. */
export function isNarrowable(review: DescribedReview): boolean {
  const { kind, validity } = review
  if (kind !== 'session') return false
  const removable = permissionsOf(review).flatMap(({ items }) => items.filter(isRemovable))
  return removable.length > 1 || shorterLifetimesMs(validity.remainingMs ?? 0).length > 0
}
