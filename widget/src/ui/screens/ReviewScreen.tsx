import { AccessButton } from '../parts/AccessButton.tsx'
import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { PasskeyButton } from '../parts/PasskeyButton.tsx'
import { ClaimedName, RequesterTitle } from '../parts/RequesterTitle.tsx'
import { ReviewContents } from '../parts/ReviewContents.tsx'
import { Screen } from '../parts/Screen.tsx'
import { WindowButton } from '../parts/WindowButton.tsx'
import { reviewText } from '../text/en/reviewText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Shows requester, account, expiry and permissions, with one button to approve. */
export function ReviewScreen({ screen: { flow, notice }, isFrame, act }: ScreenProps<'review'>) {
  const { review, signer } = flow
  const { requester, kind, method, signsIn } = review
  return (
    <Screen
      title={<RequesterTitle requester={requester} template={reviewText.title[kind]} />}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <div class="decide">
          {method === 'press' && (
            <GuardedButton onPress={() => act({ type: 'signPressed' })}>{reviewText.submit[kind]}</GuardedButton>
          )}
          {method === 'passkey' && <PasskeyButton notice={notice} onPress={() => act({ type: 'signPressed' })} />}
          <CancelButton act={act} />
        </div>
      }
    >
      <ClaimedName requester={requester} />
      {flow.isReplacement && <p class="notice notice-bad">{reviewText.isReplacement}</p>}
      {signsIn && <p class="notice notice-good">{reviewText.whySignsIn}</p>}
      <ReviewContents review={review} signer={signer} />
      {isFrame ? <WindowButton act={act} /> : <AccessButton act={act} />}
      {signsIn && (
        <button type="button" class="button button-quiet" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
          {reviewText.anotherWay}
        </button>
      )}
    </Screen>
  )
}
