import type { UserEvent } from '../../domain/signing/signingEvent.ts'
import type { ScreenOf, SigningScreen } from '../../domain/signing/signingState.ts'
import type { Requester } from '../requester.ts'

/** What a screen gets: its own part of the state, who asks, and a way to tell what the user did. */
export type ScreenProps<Phase extends SigningScreen['phase']> = {
  readonly screen: ScreenOf<Phase>
  readonly requester: Requester
  /** Whether a request can go on in a window: this page is a frame. */
  readonly isFrame: boolean
  readonly act: (event: UserEvent) => void
}
