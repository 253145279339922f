import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { outcomeText } from '../text/en/outcomeText.ts'
import { FailureScreen } from './FailureScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** The request names another account. It stays open while the user decides whether to use that one. */
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
