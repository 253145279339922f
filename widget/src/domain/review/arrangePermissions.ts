import type { DescribedGrant } from '../capability/describeCapabilities.ts'
import { placeRank } from '../capability/grantTarget.ts'
import { protections } from '../capability/protection.ts'
import { groupBy } from '../groupBy.ts'
import type { DescribedReview, ReviewGroup } from './review.ts'

/** Number of unrecognised permissions that are shown at once. */
const shownUnrecognised = 3

/**
 * Sorts permissions into reading order, and decides which may be collapsed. An app can add any number of meaningless
 * lines, so these come last, and most of them are collapsed (S12).
 */
export function arrangeGrants(
  grants: readonly DescribedGrant[],
): Pick<DescribedReview, 'sensitive' | 'standard' | 'literal' | 'unrecognised' | 'foldable'> {
  const ordered = [...grants].sort(
    (a, b) => placeRank(a.place) - placeRank(b.place) || protectionRank(b) - protectionRank(a),
  )
  const known = ordered.filter(({ sentence }) => sentence.id !== 'literal')
  const isUnrecognised = ({ sentence }: DescribedGrant) => sentence.id === 'literal' && !sentence.isRecognised
  const unrecognised = ordered.filter(isUnrecognised)
  const recognised = ordered.filter((grant) => grant.sentence.id === 'literal' && !isUnrecognised(grant))
  const isSensitive = ({ protection }: DescribedGrant) => protection !== 'ordinary'
  return {
    sensitive: groupByPlace(known.filter(isSensitive)),
    standard: groupByPlace(known.filter((grant) => !isSensitive(grant) && !grant.isFoldable)),
    literal: groupByPlace([...recognised, ...unrecognised.slice(0, shownUnrecognised)]),
    unrecognised: groupByPlace(unrecognised.slice(shownUnrecognised)),
    foldable: groupByPlace(known.filter(({ isFoldable }) => isFoldable)),
  }
}

function protectionRank({ protection }: DescribedGrant): number {
  return protections.indexOf(protection)
}

/** Groups grants by place, in the order of each place's first grant. */
function groupByPlace(grants: readonly DescribedGrant[]): readonly ReviewGroup[] {
  return groupBy(grants, ({ place }) => JSON.stringify(place)).map((group) => ({
    place: group[0].place,
    items: group.map(({ sentence, capabilities }) => ({ sentence, capabilities })),
  }))
}
