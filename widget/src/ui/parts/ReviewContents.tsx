import type { DescribedReview } from '../../domain/review/review.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { AccountChip } from './AccountChip.tsx'
import { Revoked, SharedWith } from './Consequence.tsx'
import { LiteralList } from './LiteralList.tsx'
import { Permissions } from './Permissions.tsx'
import { Recipient } from './Recipient.tsx'
import { Statement } from './Statement.tsx'
import { Validity } from './Validity.tsx'

export type ReviewContentsProps = { readonly review: DescribedReview; readonly signer: SelectedKey }

/** Shows account, expiry, recipient and permissions, then the app's own words, and the exact message on demand. */
export function ReviewContents({ review, signer }: ReviewContentsProps) {
  const { validity, kind, recipient, revoked, resources, proofs, statement, message } = review
  return (
    <>
      <dl class="facts facts-review">
        <div class="fact">
          <dt>{reviewText.account}</dt>
          <dd>
            <AccountChip signer={signer} />
          </dd>
        </div>
        <div class="fact">
          <dt>{reviewText.expires}</dt>
          <dd>
            <Validity validity={validity} kind={kind} />
          </dd>
        </div>
        {recipient && recipient.kind !== 'user' && (
          <div class="fact">
            <dt>{reviewText.recipient}</dt>
            <dd>
              <Recipient recipient={recipient} />
            </dd>
          </div>
        )}
      </dl>
      {recipient?.kind === 'user' && <SharedWith recipient={recipient} />}
      {revoked === undefined ? <Permissions review={review} /> : <Revoked cid={revoked} />}
      <LiteralList title={reviewText.resources} texts={resources} />
      <LiteralList title={reviewText.proofs} texts={proofs} />
      {statement && <Statement statement={statement} />}
      <details class="fold">
        <summary>{reviewText.exact}</summary>
        <p class="text text-small">{reviewText.exactNote}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable text must be reachable by keyboard */}
        <pre class="exact" tabIndex={0} dir="ltr">
          {message}
        </pre>
      </details>
    </>
  )
}
