import type { ReviewRecipient } from '../../domain/review/review.ts'
import { reviewText } from '../text/en/reviewText.ts'

export type RecipientProps = { readonly recipient: Exclude<ReviewRecipient, { readonly kind: 'user' }> }

/** Shows the kind of the recipient and both ends of its key, and the whole key on demand. */
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
