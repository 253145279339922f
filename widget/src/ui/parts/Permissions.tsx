import type { DescribedReview, ReviewGroup } from '../../domain/review/review.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { PermissionList } from './PermissionList.tsx'

/** Shows all permissions, sensitive ones first. Collapses only reading below one path, and unknown actions. */
export function Permissions({ review }: { readonly review: DescribedReview }) {
  const { recipient, sensitive, standard, literal, unrecognised, collapsible } = review
  const may = recipient?.kind === 'user' ? reviewText.userMay : reviewText.may
  if ([sensitive, standard, literal, collapsible].every(({ length }) => length === 0)) {
    return <p class="text">{reviewText.nothingGranted}</p>
  }
  const isCalm = sensitive.length + standard.length === 0 && literal.length === 0
  return (
    <>
      {sensitive.length > 0 && (
        <section class="panel panel-sensitive">
          <h2 class="heading">
            {may} <span class="pill">{reviewText.sensitive}</span>
          </h2>
          <PermissionList groups={sensitive} isMustRead />
        </section>
      )}
      {standard.length > 0 && (
        <section class={sensitive.length > 0 ? 'panel panel-brief' : 'panel'}>
          <h2 class="heading">{sensitive.length > 0 ? reviewText.mayAlso : may}</h2>
          <PermissionList groups={standard} />
        </section>
      )}
      {literal.length > 0 && (
        <section class="panel panel-sensitive">
          <h2 class="heading">{reviewText.literalTitle}</h2>
          <PermissionList groups={literal} isMustRead />
          <Fold groups={unrecognised} summary={reviewText.unrecognised} />
        </section>
      )}
      {isCalm ? (
        <section class="panel">
          <h2 class="heading">{may}</h2>
          <PermissionList groups={collapsible} />
        </section>
      ) : (
        <Fold groups={collapsible} summary={reviewText.mayRead} />
      )}
    </>
  )
}

type FoldProps = { readonly groups: readonly ReviewGroup[]; readonly summary: (count: number) => string }

function Fold({ groups, summary }: FoldProps) {
  if (groups.length === 0) return null
  return (
    <details class="fold">
      <summary>{summary(groups.reduce((sum, { items }) => sum + items.length, 0))}</summary>
      <PermissionList groups={groups} />
    </details>
  )
}
