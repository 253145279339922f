import { Spinner } from '../parts/Badge.tsx'
import { Screen } from '../parts/Screen.tsx'

export type BusyScreenProps = { readonly title: string; readonly body: string; readonly onClose: () => void }

/** Something is under way that asks nothing of the user. */
export function BusyScreen({ title, body, onClose }: BusyScreenProps) {
  return (
    <Screen kind="centered" title={title} onClose={onClose}>
      <p class="text">{body}</p>
      <Spinner />
    </Screen>
  )
}
