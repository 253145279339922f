import type { AppActions } from '../actions/createAppActions.ts'
import type { SharedValue } from '../state/appState.ts'

type SharesCardProps = {
  readonly shares: readonly SharedValue[]
  readonly actions: Pick<AppActions, 'revokeShare'>
}

/** Lists the links that the user created on this page, with a button to revoke each. */
export function SharesCard({ shares, actions }: SharesCardProps) {
  if (shares.length === 0) return null
  return (
    <section class="card" aria-labelledby="shares-title">
      <h2 id="shares-title">Shared by link</h2>
      <p class="hint">Whoever has a link can read the value, without an account, until you revoke it.</p>
      <ul>
        {shares.map((shared) => (
          <li key={shared.share.link}>
            <label>
              Link to {shared.key}
              <input readOnly value={shared.share.link} data-testid="share-link" />
            </label>
            <button type="button" onClick={() => actions.revokeShare(shared)}>
              Revoke
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
