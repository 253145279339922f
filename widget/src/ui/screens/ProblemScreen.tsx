import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { commonText } from '../text/en/commonText.ts'
import { outcomeText } from '../text/en/outcomeText.ts'
import type { ProblemPhase } from '../WidgetView.tsx'
import { FailureScreen } from './FailureScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** Renders the screens that explain an error. A separate script, because most requests have none. */
export function ProblemScreen({ screen, ...props }: ScreenProps<ProblemPhase>) {
  switch (screen.phase) {
    case 'problem':
      return <RetryScreen {...props} screen={screen} />
    case 'refused':
      return <RefusedScreen {...props} screen={screen} />
    case 'wrongAccount':
      return <WrongAccountScreen {...props} screen={screen} />
  }
}

/** Shows an error that a retry may resolve. The retry button is guarded if it may sign. */
function RetryScreen({ screen: { error, back }, act }: ScreenProps<'problem'>) {
  const retry = () => act({ type: 'retried' })
  return (
    <FailureScreen
      error={error}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          {back.phase === 'continued' ? (
            <button type="button" class="button button-primary" onClick={onTrusted(retry)}>
              {outcomeText.problem.tryAgain}
            </button>
          ) : (
            <GuardedButton onPress={retry}>{outcomeText.problem.tryAgain}</GuardedButton>
          )}
          <button type="button" class="button" onClick={onTrusted(() => act({ type: 'dismissed', how: 'declined' }))}>
            {outcomeText.problem.leave}
          </button>
        </>
      }
    />
  )
}

/** Explains an error after its call has been settled. */
function RefusedScreen({ screen: { error }, act }: ScreenProps<'refused'>) {
  const close = () => act({ type: 'dismissed', how: 'closed' })
  return (
    <FailureScreen
      error={error}
      onClose={close}
      actions={
        <button type="button" class="button" onClick={onTrusted(close)}>
          {commonText.close}
        </button>
      }
    />
  )
}

/** Shown if the request is for another account. The call stays open until the user decides. */
function WrongAccountScreen({ screen: { error }, act }: ScreenProps<'wrongAccount'>) {
  return (
    <FailureScreen
      error={error}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          <GuardedButton onPress={() => act({ type: 'otherAccountChosen' })}>
            {outcomeText.problem.otherAccount}
          </GuardedButton>
          <CancelButton act={act} isQuiet />
        </>
      }
    />
  )
}
