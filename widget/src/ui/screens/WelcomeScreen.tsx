import { Icon } from '../parts/Icon.tsx'
import { Notice } from '../parts/Notice.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { ClaimedName, RequesterTitle } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { en } from '../text/en.ts'
import type { ScreenProps } from './screenProps.ts'

/** The first screen. Must be the same whoever is signed in (S8). */
export function WelcomeScreen({ screen: { notice }, requester, act }: ScreenProps<'welcome'>) {
  return (
    <Screen
      title={<RequesterTitle requester={requester} />}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <>
          <button type="button" class="button button-primary" onClick={onTrusted(() => act({ type: 'passkeyChosen' }))}>
            <Icon name="passkey" />
            {en.welcome.passkey}
          </button>
          <button type="button" class="button" onClick={onTrusted(() => act({ type: 'emailChosen' }))}>
            <Icon name="mail" />
            {en.welcome.email}
          </button>
          <button
            type="button"
            class="button button-quiet"
            onClick={onTrusted(() => act({ type: 'left', how: 'declined' }))}
          >
            {en.cancel}
          </button>
        </>
      }
    >
      <ClaimedName requester={requester} />
      <p class="text">{en.welcome.promise}</p>
      <p class="text text-small">{en.welcome.newHere}</p>
      <Notice notice={notice} />
    </Screen>
  )
}
