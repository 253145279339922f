import { targetRank } from '../capability/grantTarget.ts'
import type { Permission } from '../capability/permission.ts'
import { protections } from '../capability/protection.ts'
import { groupBy } from '../groupBy.ts'
import type { DescribedReview, ReviewGroup } from './review.ts'

/** Number of unrecognised permissions that are shown at once. */
const maxShownUnrecognised = 3

/**
 * Sorts permissions into reading order, and decides which may be collapsed. An app can add any number of meaningless
 * lines, so these come last, and most of them are collapsed (S12).
 */
export function arrangePermissions(
  permissions: readonly Permission[],
): Pick<DescribedReview, 'sensitive' | 'standard' | 'literal' | 'unrecognised' | 'collapsible'> {
  const ordered = [...permissions].sort(
    (a, b) => targetRank(a.target) - targetRank(b.target) || protectionRank(b) - protectionRank(a),
  )
  const known = ordered.filter(({ sentence }) => sentence.id !== 'literal')
  const isUnrecognised = ({ sentence }: Permission) => sentence.id === 'literal' && !sentence.isRecognised
  const unrecognised = ordered.filter(isUnrecognised)
  const recognised = ordered.filter((permission) => permission.sentence.id === 'literal' && !isUnrecognised(permission))
  const isSensitive = ({ protection }: Permission) => protection !== 'ordinary'
  return {
    sensitive: groupByTarget(known.filter(isSensitive)),
    standard: groupByTarget(known.filter((permission) => !isSensitive(permission) && !permission.isCollapsible)),
    literal: groupByTarget([...recognised, ...unrecognised.slice(0, maxShownUnrecognised)]),
    unrecognised: groupByTarget(unrecognised.slice(maxShownUnrecognised)),
    collapsible: groupByTarget(known.filter(({ isCollapsible }) => isCollapsible)),
  }
}

function protectionRank({ protection }: Permission): number {
  return protections.indexOf(protection)
}

/** Groups grants by place, in the order of each place's first grant. */
function groupByTarget(permissions: readonly Permission[]): readonly ReviewGroup[] {
  return groupBy(permissions, ({ target }) => JSON.stringify(target)).map((group) => ({
    target: group[0].target,
    items: group.map(({ sentence, capabilities }) => ({ sentence, capabilities })),
  }))
}
