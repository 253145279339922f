import { groupBy } from '../groupBy.ts'
import type { DescribedReview, ReviewGroup } from './review.ts'

/** Returns every permission of a review, in reading order, with one group for each place. */
export function permissionsOf(
  review: Pick<DescribedReview, 'sensitive' | 'standard' | 'literal' | 'unrecognised' | 'collapsible'>,
): readonly ReviewGroup[] {
  const { sensitive, standard, literal, unrecognised, collapsible } = review
  const groups = [...sensitive, ...standard, ...literal, ...unrecognised, ...collapsible]
  return groupBy(groups, ({ target }) => JSON.stringify(target)).map((parts) => ({
    target: parts[0].target,
    items: parts.flatMap(({ items }) => items),
  }))
}
