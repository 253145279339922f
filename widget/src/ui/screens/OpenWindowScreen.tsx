import { CancelButton } from '../parts/CancelButton.tsx'
import { ClaimedName, RequesterTitle } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { WindowButton } from '../parts/WindowButton.tsx'
import { commonText } from '../text/en/commonText.ts'
import type { ScreenProps } from './screenProps.ts'

/**
 * First screen in the frame of an unknown page, which opens a window (S10). Must not depend on request or user (S8).
 */
export function OpenWindowScreen({ requester, act }: Omit<ScreenProps<'openWindow'>, 'screen'>) {
  return (
    <Screen
      title={<RequesterTitle requester={requester} />}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          <WindowButton act={act} isPrimary />
          <CancelButton act={act} isQuiet />
        </>
      }
    >
      <ClaimedName requester={requester} />
      <p class="text">{commonText.checkWindow}</p>
    </Screen>
  )
}
