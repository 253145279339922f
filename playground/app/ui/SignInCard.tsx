import type { SessionState } from '../state/appState.ts'

type SignInCardProps = {
  readonly phase: Exclude<SessionState['phase'], 'signedIn'>
  readonly onSignIn: () => void
}

export function SignInCard({ phase, onSignIn }: SignInCardProps) {
  return (
    <section class="card" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Your space</h2>
      <p>
        Sign in to store values in a space that belongs to you. OpenKey shows you what this app asks for before you
        approve it.
      </p>
      <button type="button" class="primary" disabled={phase !== 'signedOut'} onClick={onSignIn}>
        Sign in with OpenKey
      </button>
      {phase === 'signingIn' && <p class="hint">Continue in the OpenKey dialog.</p>}
    </section>
  )
}
