import type { Narrowing } from '@openkey/protocol'
import { Component } from 'preact'
import { isRemovable, shorterLifetimesMs } from '../../domain/review/isNarrowable.ts'
import { narrowReview } from '../../domain/review/narrowReview.ts'
import { permissionsOf } from '../../domain/review/permissionsOf.ts'
import type { DescribedReview, ReviewItem } from '../../domain/review/review.ts'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { PermissionList } from '../parts/PermissionList.tsx'
import { RequesterTitle } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { commonText } from '../text/en/commonText.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { formatRemaining } from '../text/format.ts'

export type ChoosePermissionsProps = {
  readonly review: DescribedReview
  /** Called with what the user takes away from the request. */
  readonly onChosen: (narrowing: Narrowing) => void
  readonly onBack: () => void
  readonly onClose: () => void
}

type ChoosePermissionsState = {
  readonly removed: ReadonlySet<ReviewItem>
  /** Absent if the user keeps that of the message. */
  readonly lifetimeMs?: number | undefined
}

/** Lets the user grant less than the app asks for. It signs nothing: the app has to ask again. */
export class ChoosePermissions extends Component<ChoosePermissionsProps, ChoosePermissionsState> {
  override state: ChoosePermissionsState = { removed: new Set() }

  private readonly narrowing = (): Narrowing | undefined => {
    const { removed, lifetimeMs } = this.state
    const expiresAt = lifetimeMs === undefined ? undefined : Date.now() + lifetimeMs
    return narrowReview(this.props.review, { removed, expiresAt })
  }

  private readonly toggle = (item: ReviewItem): void => {
    this.setState(({ removed }) => {
      const next = new Set(removed)
      if (!next.delete(item)) next.add(item)
      return { removed: next }
    })
  }

  private readonly confirm = (): void => {
    const narrowing = this.narrowing()
    if (narrowing) this.props.onChosen(narrowing)
  }

  override render(
    { review, onBack, onClose }: ChoosePermissionsProps,
    { removed, lifetimeMs }: ChoosePermissionsState,
  ) {
    const { requester, validity } = review
    const lifetimesMs = shorterLifetimesMs(validity.remainingMs ?? 0)
    return (
      <Screen
        title={<RequesterTitle requester={requester} template={reviewText.choose.title} />}
        onClose={onClose}
        actions={
          <div class="decide">
            <GuardedButton isBusy={this.narrowing() === undefined} onPress={this.confirm}>
              {reviewText.choose.submit}
            </GuardedButton>
            <button type="button" class="button" onClick={onTrusted(onBack)}>
              {commonText.back}
            </button>
          </div>
        }
      >
        <p class="text">{reviewText.choose.note}</p>
        <section class="panel">
          <h2 class="heading">{reviewText.may}</h2>
          <PermissionList
            groups={permissionsOf(review)}
            mark={(item) => (
              <input
                type="checkbox"
                checked={!removed.has(item)}
                disabled={!isRemovable(item)}
                onChange={onTrusted(() => this.toggle(item))}
              />
            )}
          />
        </section>
        {lifetimesMs.length > 0 && (
          <fieldset class="panel">
            <legend class="heading">{reviewText.expires}</legend>
            {[undefined, ...lifetimesMs].map((choice) => (
              <label class="choice" key={choice}>
                <input
                  type="radio"
                  name="lifetime"
                  checked={choice === lifetimeMs}
                  onChange={onTrusted(() => this.setState({ lifetimeMs: choice }))}
                />
                <span>{choice === undefined ? reviewText.choose.asRequested : formatRemaining(choice)}</span>
              </label>
            ))}
          </fieldset>
        )}
      </Screen>
    )
  }
}
