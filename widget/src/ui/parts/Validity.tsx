import type { Review } from '../../domain/review/review.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { formatDate, formatRemaining } from '../text/format.ts'

export type ValidityProps = { readonly validity: Review['validity']; readonly kind: Review['kind'] }

/** Shows when the permissions expire, as a date and relative to now. */
export function Validity({ validity: { expiresAt, remainingMs, isLong }, kind }: ValidityProps) {
  if (kind === 'revocation') return <span class="long">{reviewText.permanent}</span>
  if (expiresAt === undefined || remainingMs === undefined) {
    return <span class={isLong ? 'long' : undefined}>{kind === 'plain' ? reviewText.once : reviewText.never}</span>
  }
  return (
    <>
      <bdi>{formatDate(expiresAt)}</bdi>
      <span class={isLong ? 'aside long' : 'aside'}>{formatRemaining(remainingMs)}</span>
    </>
  )
}
