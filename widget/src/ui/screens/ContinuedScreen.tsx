import { CancelButton } from '../parts/CancelButton.tsx'
import { Screen } from '../parts/Screen.tsx'
import { Spinner } from '../parts/Spinner.tsx'
import { outcomeText } from '../text/en/outcomeText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Shown while the request continues in a window. Cancelling closes the window. */
export function ContinuedScreen({ act }: ScreenProps<'continued'>) {
  return (
    <Screen
      kind="centered"
      title={outcomeText.continued.title}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={<CancelButton act={act} />}
    >
      <p class="text">{outcomeText.continued.body}</p>
      <Spinner />
    </Screen>
  )
}
