import { GuardedButton } from '../parts/GuardedButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { outcomeText } from '../text/en/outcomeText.ts'
import { FailureScreen } from './FailureScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** Shows an error that a retry may resolve. The retry button is guarded if it may sign. */
export function ProblemScreen({ screen: { error, back }, act }: ScreenProps<'problem'>) {
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
