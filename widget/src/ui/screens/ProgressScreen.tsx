import { outcomeText } from '../text/en/outcomeText.ts'
import { signInText } from '../text/en/signInText.ts'
import type { ProgressPhase } from '../WidgetView.tsx'
import { BusyScreen } from './BusyScreen.tsx'
import { ContinuedScreen } from './ContinuedScreen.tsx'
import { DoneScreen } from './DoneScreen.tsx'
import { ProblemScreen } from './ProblemScreen.tsx'
import { RefusedScreen } from './RefusedScreen.tsx'
import type { ScreenProps } from './screenProps.ts'
import { WrongAccountScreen } from './WrongAccountScreen.tsx'

/** Renders all screens that follow the first press, except those for signing in. */
export function ProgressScreen({ screen, requester, isFrame, act }: ScreenProps<ProgressPhase>) {
  const onClose = () => act({ type: 'dismissed', how: 'closed' })
  const props = { requester, isFrame, act }
  switch (screen.phase) {
    case 'account':
      return <BusyScreen {...signInText.account} onClose={onClose} />
    case 'wrongAccount':
      return <WrongAccountScreen {...props} screen={screen} />
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
    case 'problem':
      return <ProblemScreen {...props} screen={screen} />
    case 'refused':
      return <RefusedScreen {...props} screen={screen} />
  }
}
