import { AccessButton } from '../parts/AccessButton.tsx'
import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { Icon } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { Notice } from '../parts/Notice.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { ClaimedName, RequesterTitle } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { WindowButton } from '../parts/WindowButton.tsx'
import { welcomeText } from '../text/en/welcomeText.ts'
import type { ScreenProps } from './screenProps.ts'

/** The first screen. Must not depend on who is signed in (S8). */
export function WelcomeScreen({ screen: { notice }, requester, isFrame, act }: ScreenProps<'welcome'>) {
  return (
    <Screen
      title={<RequesterTitle requester={requester} />}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          <GuardedButton onPress={() => act({ type: 'passkeyChosen' })}>
            <Icon path={iconPaths.passkey} />
            {welcomeText.passkey}
          </GuardedButton>
          <button type="button" class="button" onClick={onTrusted(() => act({ type: 'emailChosen' }))}>
            <Icon path={iconPaths.mail} />
            {welcomeText.email}
          </button>
          <div class="pair">
            {isFrame && <WindowButton act={act} />}
            <CancelButton act={act} isQuiet />
          </div>
        </>
      }
    >
      <ClaimedName requester={requester} />
      <p class="text">{welcomeText.promise}</p>
      <p class="text text-small">{welcomeText.newHere}</p>
      <Notice notice={notice} />
      {!isFrame && <AccessButton act={act} />}
    </Screen>
  )
}
