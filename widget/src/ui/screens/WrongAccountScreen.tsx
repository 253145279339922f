import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { outcomeText } from '../text/en/outcomeText.ts'
import { FailureScreen } from './FailureScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** Shown if the request is for another account. The call stays open until the user decides. */
export function WrongAccountScreen({ screen: { error }, act }: ScreenProps<'wrongAccount'>) {
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
