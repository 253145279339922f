import type { WallClock } from '@openkey/protocol'
import type * as z from 'zod'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Session } from '../sessions/sessions.ts'
import type { Challenges } from './challenges.ts'
import type { PasskeyStore } from './passkeyStore.ts'
import type { RelyingParty } from './relyingParty.ts'
import { authenticationBody } from './responseSchemas.ts'
import { passkeyRefused, verifyAssertion } from './verifyCeremony.ts'

/** Time after sign-in during which a session counts as a fresh gesture. */
const freshMs = 600_000

/** A request field with a passkey assertion over a challenge of `POST /api/passkey/generate-authenticate-options`. */
export const gestureField = authenticationBody.optional()

export type Gesture = z.output<typeof gestureField>

/**
 * Requires that the owner acted recently: the session was opened within the last ten minutes, or the request carries an
 * assertion by a passkey of the same user. A stolen session alone must not change how the account is opened.
 * @throws {HttpError} 403 `reauthentication_required`, or 400 for a gesture that does not verify
 */
export type RequireFreshGesture = (session: Session, gesture: Gesture) => Promise<void>

export type FreshGestureOptions = {
  readonly challenges: Challenges
  readonly relyingParty: RelyingParty
  readonly passkeys: PasskeyStore
  readonly budgets: Pick<Budgets, 'gesturesPerSession'>
  readonly clock: WallClock
}

export function createRequireFreshGesture(options: FreshGestureOptions): RequireFreshGesture {
  const { challenges, relyingParty, passkeys, budgets, clock } = options
  return async ({ id, userId, createdAt }, gesture) => {
    if (clock.now() - createdAt.getTime() <= freshMs) return
    if (gesture === undefined) {
      throw new HttpError(403, 'Sign in again, or send a passkey assertion', { code: 'reauthentication_required' })
    }
    await budgets.gesturesPerSession.spend(id)
    const challenge = await challenges.consume(gesture.challengeToken)
    const asserted = await verifyAssertion(gesture.response, { challenge, relyingParty, passkeys })
    if (asserted.userId !== userId) throw passkeyRefused()
  }
}
