import type { ApprovedGrant, Grant } from '../../domain/approval/grant.ts'
import { type ApprovedOrigin, maxGrants } from '../../ports/originStore.ts'

/** Adds a grant that was approved at `approvedAt`. Replaces an equal one, and drops the oldest beyond the limit. */
export function addGrant(
  known: readonly ApprovedGrant[] = [],
  grant: Grant | undefined,
  approvedAt: number,
): readonly ApprovedGrant[] {
  if (grant === undefined || grant.items.length === 0) return known
  return [...known.filter((other) => !isSame(other, grant)), { ...grant, approvedAt }].slice(-maxGrants)
}

function isSame(one: Grant, other: Grant): boolean {
  return one.lifetimeMs === other.lifetimeMs && one.items.join() === other.items.join()
}

/** Sorts origins by approval time, latest first. */
export function byLatestApproval(origins: readonly ApprovedOrigin[]): readonly ApprovedOrigin[] {
  return [...origins].sort((one, other) => other.approvedAt - one.approvedAt)
}
