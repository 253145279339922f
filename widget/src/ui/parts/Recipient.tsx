import type { DescribedReview } from '../../domain/review/review.ts'
import { reviewText } from '../text/en/reviewText.ts'

export type RecipientProps = { readonly recipient: NonNullable<DescribedReview['recipient']> }

/** Who receives the power: what kind of key, its two ends, and the whole of it on demand. */
export function Recipient({ recipient: { kind, did, short } }: RecipientProps) {
  return (
    <details class="reveal">
      <summary>
        <span>{kind === 'node' ? reviewText.toNode : reviewText.toSession}</span>{' '}
        <bdi class="address" dir="ltr">
          {short}
        </bdi>
      </summary>
      <bdi class="mono" dir="ltr">
        {did}
      </bdi>
    </details>
  )
}
