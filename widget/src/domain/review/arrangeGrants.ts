import type { DescribedGrant } from '../capability/describeCapabilities.ts'
import { placeRank } from '../capability/place.ts'
import { protections } from '../capability/protection.ts'
import { groupBy } from '../groupBy.ts'
import type { DescribedReview, ReviewGroup } from './review.ts'

/** So many permissions that OpenKey does not recognise are shown at once. */
const shownUnrecognised = 3

/**
 * Puts permissions in the order in which they are read, and says which may be folded away. An app can add any number
 * of lines that mean nothing, so these come last, and most of them are folded (S12).
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

/** Places in the order of their first grant. */
function groupByPlace(grants: readonly DescribedGrant[]): readonly ReviewGroup[] {
  return groupBy(grants, ({ place }) => JSON.stringify(place)).map((group) => ({
    place: group[0].place,
    items: group.map(({ sentence, capabilities }) => ({ sentence, capabilities })),
  }))
}
