import { Badge } from '../parts/Badge.tsx'
import { Icon } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { Screen } from '../parts/Screen.tsx'
import { outcomeText } from '../text/en/outcomeText.ts'
import type { ScreenProps } from './screenProps.ts'

export function DoneScreen({ screen: { request }, act }: ScreenProps<'done'>) {
  return (
    <Screen
      kind="centered"
      title={request.kind === 'connect' ? outcomeText.done.connected : outcomeText.done.signed}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
    >
      <Badge tone="calm">
        <Icon path={iconPaths.check} />
      </Badge>
      <p class="text">{outcomeText.done.body}</p>
    </Screen>
  )
}
