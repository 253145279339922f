import { Badge } from '../parts/Badge.tsx'
import { CancelButton } from '../parts/CancelButton.tsx'
import { Icon, Spinner } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { Screen } from '../parts/Screen.tsx'
import { outcomeText } from '../text/en/outcomeText.ts'
import type { ProgressPhase } from '../WidgetView.tsx'
import { BusyScreen } from './BusyScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** Renders the screens that follow the first press, except those for signing in and for errors. */
export function ProgressScreen({ screen, requester, isFrame, act }: ScreenProps<ProgressPhase>) {
  const onClose = () => act({ type: 'dismissed', how: 'closed' })
  const props = { requester, isFrame, act }
  switch (screen.phase) {
    case 'account':
      return <BusyScreen {...outcomeText.account} onClose={onClose} />
    case 'signing':
      return (
        <BusyScreen
          {...(screen.flow.review.method === 'passkey' ? outcomeText.approving : outcomeText.signing)}
          onClose={onClose}
        />
      )
    case 'continued':
      return <ContinuedScreen {...props} screen={screen} />
    case 'done':
      return <DoneScreen {...props} screen={screen} />
  }
}

/** Shown while the request continues in a window. Cancelling closes the window. */
function ContinuedScreen({ act }: ScreenProps<'continued'>) {
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

function DoneScreen({ screen: { request, isNarrowed }, act }: ScreenProps<'done'>) {
  return (
    <Screen
      kind="centered"
      title={outcomeText.done[isNarrowed ? 'narrowed' : request.kind === 'connect' ? 'connected' : 'signed']}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
    >
      <Badge tone="calm">
        <Icon path={iconPaths.check} />
      </Badge>
      <p class="text">{outcomeText.done.body}</p>
    </Screen>
  )
}
