import { Component, type ComponentType } from 'preact'
import { isNarrowable } from '../../domain/review/isNarrowable.ts'
import { mayNarrow } from '../../domain/signing/reduceUserEvent.ts'
import type { Notice as NoticeName } from '../../domain/signing/signingState.ts'
import { AccessButton } from '../parts/AccessButton.tsx'
import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { Icon } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { Notice } from '../parts/Notice.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { ClaimedName, RequesterTitle } from '../parts/RequesterTitle.tsx'
import { ReviewContents } from '../parts/ReviewContents.tsx'
import { Screen } from '../parts/Screen.tsx'
import { WindowButton } from '../parts/WindowButton.tsx'
import { reviewText } from '../text/en/reviewText.ts'
import type { ChoosePermissionsProps } from './ChoosePermissions.tsx'
import type { ScreenProps } from './screenProps.ts'

type ReviewScreenState = { readonly Chooser?: ComponentType<ChoosePermissionsProps> | undefined }

/** The review, or the choice of permissions. The review's press guard starts again when the user returns to it. */
export class ReviewScreen extends Component<ScreenProps<'review'>, ReviewScreenState> {
  override state: ReviewScreenState = {}

  /** Loads the screen on demand, because few people choose. Without it, the review stays. */
  private readonly choose = (): void => {
    import('./ChoosePermissions.tsx').then(
      ({ ChoosePermissions: Chooser }) => this.setState({ Chooser }),
      () => {},
    )
  }

  override render(props: ScreenProps<'review'>, { Chooser }: ReviewScreenState) {
    const { screen, act } = props
    if (!Chooser) return <Approval {...props} onChoose={this.choose} />
    return (
      <Chooser
        review={screen.flow.review}
        onChosen={(narrowing) => act({ type: 'narrowed', narrowing })}
        onBack={() => this.setState({ Chooser: undefined })}
        onClose={() => act({ type: 'dismissed', how: 'closed' })}
      />
    )
  }
}

type ApprovalProps = ScreenProps<'review'> & { readonly onChoose: () => void }

/** Shows requester, account, expiry and permissions, with one button to approve. */
function Approval({ screen: { flow, notice }, isFrame, act, onChoose }: ApprovalProps) {
  const { review, signer } = flow
  const { requester, kind, method, signsIn } = review
  return (
    <Screen
      title={<RequesterTitle requester={requester} template={reviewText.title[kind]} />}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <div class="decide">
          {method === 'passkey' ? (
            <PasskeyButton notice={notice} onPress={() => act({ type: 'signPressed' })} />
          ) : (
            <GuardedButton onPress={() => act({ type: 'signPressed' })}>{reviewText.submit[kind]}</GuardedButton>
          )}
          <CancelButton act={act} />
        </div>
      }
    >
      <ClaimedName requester={requester} />
      {flow.isReplacement && <p class="notice notice-bad">{reviewText.isReplacement}</p>}
      {signsIn && <p class="notice notice-good">{reviewText.whySignsIn}</p>}
      <ReviewContents review={review} signer={signer} />
      {mayNarrow(flow) && isNarrowable(review) && (
        <button type="button" class="button button-quiet" onClick={onTrusted(onChoose)}>
          {reviewText.choose.open}
        </button>
      )}
      {isFrame ? <WindowButton act={act} /> : <AccessButton act={act} />}
      {signsIn && (
        <button type="button" class="button button-quiet" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
          {reviewText.anotherWay}
        </button>
      )}
    </Screen>
  )
}

type PasskeyButtonProps = {
  readonly onPress: () => void
  /** Result of the previous attempt. */
  readonly notice?: NoticeName | undefined
}

/**
 * Asks for a passkey assertion that approves the message. The browser's prompt does not show the message, so the press
 * before it is guarded like every approval.
 */
function PasskeyButton({ onPress, notice }: PasskeyButtonProps) {
  return (
    <>
      <Notice notice={notice} />
      <GuardedButton onPress={onPress}>
        <Icon path={iconPaths.passkey} />
        {reviewText.submitPasskey}
      </GuardedButton>
    </>
  )
}
