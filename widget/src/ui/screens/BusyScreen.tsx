import { Spinner } from '../parts/Icon.tsx'
import { Screen } from '../parts/Screen.tsx'
import { commonText } from '../text/en/commonText.ts'

export type BusyScreenProps = {
  readonly title?: string | undefined
  readonly body?: string | undefined
  /** Absent if the screen cannot be closed. */
  readonly onClose?: (() => void) | undefined
}

/** Shows work in progress that needs no action of the user. */
export function BusyScreen({ title = commonText.oneMoment, body, onClose }: BusyScreenProps) {
  return (
    <Screen kind="centered" title={title} onClose={onClose}>
      {body && <p class="text">{body}</p>}
      <Spinner />
    </Screen>
  )
}
