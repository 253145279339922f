import type { AppActions } from '../actions/createAppActions.ts'
import type { SharedPage } from '../sharedPage.ts'

type SharedValueCardProps = {
  readonly page: SharedPage
  /** `undefined` until it has been read. */
  readonly text: string | undefined
  readonly actions: Pick<AppActions, 'readShared'>
}

/** Shows the value of the link that this page was opened with. It needs no account. */
export function SharedValueCard({ page, text, actions }: SharedValueCardProps) {
  return (
    <section class="card" aria-labelledby="shared-title">
      <h2 id="shared-title">Shared with you</h2>
      <p>{page.key}</p>
      <output aria-label="Shared value">{text !== undefined && <pre data-testid="shared-value">{text}</pre>}</output>
      <button type="button" onClick={() => actions.readShared(page)}>
        Read again
      </button>
    </section>
  )
}
