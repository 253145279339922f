import type { DescribedReview, Review, ReviewRecipient } from '../../domain/review/review.ts'
import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { formatCount, formatDate, formatRemaining } from '../text/format.ts'
import { fillSlots } from '../text/phrase.ts'
import { AccountChip } from './AccountChip.tsx'
import { LongHostText } from './LongHostText.tsx'
import { Permissions } from './PermissionList.tsx'

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

type RecipientProps = { readonly recipient: Exclude<ReviewRecipient, { readonly kind: 'user' }> }

/** Shows the kind of the recipient and both ends of its key, and the whole key on demand. */
function Recipient({ recipient: { kind, did, short } }: RecipientProps) {
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

/** Number of characters that fit three lines, even on a narrow screen with large text. */
const shortLength = 48

/** Shows three lines of the app's statement, and the rest on demand. */
function Statement({ statement }: { readonly statement: DisplayText }) {
  const isLong = statement.length > shortLength
  return (
    <section class="section">
      <h2 class="heading">{reviewText.ownWords}</h2>
      <blockquote class={isLong ? 'quote quote-long' : 'quote'}>
        <LongHostText text={statement} />
      </blockquote>
      {isLong && (
        <details class="fold quote-more">
          <summary>
            <span class="if-closed">{reviewText.more}</span>
            <span class="if-open">{reviewText.less}</span>
          </summary>
        </details>
      )}
    </section>
  )
}

type ValidityProps = { readonly validity: Review['validity']; readonly kind: Review['kind'] }

/** Shows when the permissions expire, as a date and relative to now. */
function Validity({ validity: { expiresAt, remainingMs, isLong }, kind }: ValidityProps) {
  if (kind === 'revocation') return <span class="long">{reviewText.permanent}</span>
  if (expiresAt === undefined || remainingMs === undefined) {
    return <span class={isLong ? 'long' : undefined}>{kind === 'plain' ? reviewText.once : reviewText.never}</span>
  }
  return (
    <>
      <bdi>{formatDate(expiresAt)}</bdi>
      <bdi class={isLong ? 'aside long' : 'aside'}>{formatRemaining(remainingMs)}</bdi>
    </>
  )
}

type SharedWithProps = { readonly recipient: Extract<ReviewRecipient, { readonly kind: 'user' }> }

/** Shows the other user who receives the permissions. Shows the full address, because its ends can be imitated. */
function SharedWith({ recipient: { address, chainId } }: SharedWithProps) {
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
function Revoked({ cid }: { readonly cid: DisplayText }) {
  return (
    <section class="panel panel-sensitive">
      <h2 class="heading">{reviewText.revokedTitle}</h2>
      <p class="whole" data-must-read>
        {fillSlots(reviewText.revoked, { cid: <LongHostText text={cid} /> })}
      </p>
      <p class="whole">{reviewText.revokedOnly}</p>
    </section>
  )
}

type LiteralListProps = { readonly title: string; readonly texts: readonly DisplayText[] }

/** Number of texts that are visible before expanding. */
const shown = 3

/** Shows texts of a message verbatim, such as additional resources. */
function LiteralList({ title, texts }: LiteralListProps) {
  if (texts.length === 0) return null
  const rest = texts.slice(shown)
  return (
    <section class="panel panel-sensitive">
      <h2 class="heading">{title}</h2>
      <ul class="list">
        {texts.slice(0, shown).map((text) => (
          <li key={text} data-must-read>
            <LongHostText text={text} />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details class="fold">
          <summary>{formatCount(reviewText.moreLiterals, rest.length)}</summary>
          <ul class="list">
            {rest.map((text) => (
              <li key={text}>
                <LongHostText text={text} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
