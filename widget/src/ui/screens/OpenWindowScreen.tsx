import { CancelButton } from '../parts/CancelButton.tsx'
import { ClaimedName, RequesterTitle } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { WindowButton } from '../parts/WindowButton.tsx'
import { commonText } from '../text/en/commonText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Leads from the frame of an unknown page into a window (S10). Must be the same for every request and every user (S8). */
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
