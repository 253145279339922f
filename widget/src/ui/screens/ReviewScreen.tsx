import type { ReviewGroup } from '../../domain/review/review.ts'
import { AccessButton } from '../parts/AccessButton.tsx'
import { AccountChip } from '../parts/AccountChip.tsx'
import { CancelButton } from '../parts/CancelButton.tsx'
import { GrantButton } from '../parts/GrantButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { PasskeyButton } from '../parts/PasskeyButton.tsx'
import { PermissionList } from '../parts/PermissionList.tsx'
import { ClaimedName, RequesterTitle } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { Validity } from '../parts/Validity.tsx'
import { WindowButton } from '../parts/WindowButton.tsx'
import { reviewText } from '../text/en/reviewText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Who asks, as whom, what for and until when; and one press. */
export function ReviewScreen({ screen: { flow, notice }, isFrame, act }: ScreenProps<'review'>) {
  const { review, signer } = flow
  const { requester, sensitive, standard, validity, statement, proofs, resources, kind, method, signsIn, message } =
    review
  return (
    <Screen
      title={<RequesterTitle requester={requester} lead={kind === 'host' ? reviewText.leadHosting : undefined} />}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <div class="decide">
          {method === 'press' && (
            <GrantButton onPress={() => act({ type: 'signPressed' })}>
              {kind === 'host' ? reviewText.submitHosting : reviewText.submit}
            </GrantButton>
          )}
          {method === 'passkey' && <PasskeyButton notice={notice} onPress={() => act({ type: 'signPressed' })} />}
          <CancelButton act={act} />
        </div>
      }
    >
      <ClaimedName requester={requester} />
      {flow.isReplacement && <p class="notice notice-bad">{reviewText.isReplacement}</p>}
      {signsIn && <p class="notice notice-good">{reviewText.whySignsIn}</p>}
      <dl class="facts facts-review">
        <div class="fact">
          <dt>{reviewText.as}</dt>
          <dd>
            <AccountChip signer={signer} />
          </dd>
        </div>
        <div class="fact">
          <dt>{reviewText.until}</dt>
          <dd>
            <Validity validity={validity} kind={kind} />
          </dd>
        </div>
      </dl>
      {statement && (
        <section class="section">
          <h2 class="heading">{reviewText.ownWords}</h2>
          <blockquote class="quote">{statement}</blockquote>
        </section>
      )}
      {sensitive.length > 0 && (
        <section class="panel panel-sensitive">
          <h2 class="heading">
            {reviewText.may} <span class="pill">{reviewText.sensitive}</span>
          </h2>
          <PermissionList groups={sensitive} />
        </section>
      )}
      {sensitive.length === 0 && standard.length > 0 && (
        <section class="panel">
          <h2 class="heading">{reviewText.may}</h2>
          <PermissionList groups={standard} />
        </section>
      )}
      {sensitive.length + standard.length === 0 && <p class="text">{reviewText.nothingGranted}</p>}
      <Literals title={reviewText.resources} texts={resources} />
      <Literals title={reviewText.proofs} texts={proofs} />
      <div class="folds">
        {sensitive.length > 0 && standard.length > 0 && (
          <details class="fold">
            <summary>{reviewText.mayAlso(count(standard))}</summary>
            <PermissionList groups={standard} />
          </details>
        )}
        <details class="fold">
          <summary>{reviewText.exact}</summary>
          <p class="text text-small">{reviewText.exactNote}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable text must be reachable by keyboard */}
          <pre class="exact" tabIndex={0} dir="ltr">
            {message}
          </pre>
        </details>
      </div>
      {isFrame ? <WindowButton act={act} /> : <AccessButton act={act} />}
      {signsIn && (
        <button type="button" class="button button-quiet" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
          {reviewText.anotherWay}
        </button>
      )}
    </Screen>
  )
}

function Literals({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <section class="panel panel-sensitive">
      <h2 class="heading">{title}</h2>
      <ul class="list">
        {texts.map((text) => (
          <li key={text}>
            <bdi class="mono">{text}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}

function count(groups: readonly ReviewGroup[]): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0)
}
