import type { ReviewRecipient } from '../../domain/review/review.ts'
import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { fillSlots } from '../text/slots.ts'
import { HostText } from './HostText.tsx'

export type SharedWithProps = { readonly recipient: Extract<ReviewRecipient, { readonly kind: 'user' }> }

/** Shows the other user who receives the permissions. Shows the full address, because its ends can be imitated. */
export function SharedWith({ recipient: { address, chainId } }: SharedWithProps) {
  return (
    <section class="panel panel-sensitive">
      <h2 class="heading">{reviewText.sharedTitle}</h2>
      <p class="whole" data-must-read>
        {fillSlots(reviewText.sharedWith, {
          chainId,
          address: (
            <bdi class="mono" dir="ltr">
              {address}
            </bdi>
          ),
        })}
      </p>
    </section>
  )
}

/** Shows which delegation a message revokes. The CID is host text, because an app can choose one that spells words. */
export function Revoked({ cid }: { readonly cid: DisplayText }) {
  return (
    <section class="panel panel-sensitive">
      <h2 class="heading">{reviewText.revokedTitle}</h2>
      <p class="whole" data-must-read>
        {fillSlots(reviewText.revoked, { cid: <HostText text={cid} /> })}
      </p>
      <p class="whole">{reviewText.revokedOnly}</p>
    </section>
  )
}
