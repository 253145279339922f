import type { Review } from '../../domain/review/review.ts'
import type { UserEvent } from '../../domain/signing/signingEvent.ts'
import type { ScreenOf, SigningScreen } from '../../domain/signing/signingState.ts'

/** Props of a screen: its part of the state, the requester, and a function that reports actions of the user. */
export type ScreenProps<Phase extends SigningScreen['phase']> = {
  readonly screen: ScreenOf<Phase>
  readonly requester: Requester
  /** Whether this page is a frame, so that a request can continue in a window. */
  readonly isFrame: boolean
  readonly act: (event: UserEvent) => void
}

/** The proven origin of the app, and the name that it claims. */
export type Requester = Review['requester']
