import { GrantButton } from '../parts/GrantButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { outcomeText } from '../text/en/outcomeText.ts'
import { FailureScreen } from './FailureScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** The call is still open: another try may help. It may sign, so its button is guarded like any that does. */
export function ProblemScreen({ screen: { error }, act }: ScreenProps<'problem'>) {
  return (
    <FailureScreen
      error={error}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <>
          <GrantButton onPress={() => act({ type: 'retried' })}>{outcomeText.problem.tryAgain}</GrantButton>
          <button type="button" class="button" onClick={onTrusted(() => act({ type: 'left', how: 'declined' }))}>
            {outcomeText.problem.leave}
          </button>
        </>
      }
    />
  )
}
