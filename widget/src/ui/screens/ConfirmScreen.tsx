import { AccountChip } from '../parts/AccountChip.tsx'
import { CancelButton } from '../parts/CancelButton.tsx'
import { GrantButton } from '../parts/GrantButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { ClaimedName } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { authenticationText } from '../text/en/authenticationText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Somebody is signed in already: shall this app know? */
export function ConfirmScreen({ screen: { signer }, requester, act }: ScreenProps<'confirm'>) {
  return (
    <Screen
      title={authenticationText.confirm.title}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <>
          <GrantButton onPress={() => act({ type: 'accountConfirmed' })}>
            {authenticationText.confirm.submit}
          </GrantButton>
          <button type="button" class="button" onClick={onTrusted(() => act({ type: 'otherAccountChosen' }))}>
            {authenticationText.confirm.other}
          </button>
          <CancelButton act={act} isQuiet />
        </>
      }
    >
      <div class="panel">
        <AccountChip signer={signer} />
      </div>
      <p class="text">
        <bdi class="strong">{requester.host}</bdi> {authenticationText.confirm.body}
      </p>
      <ClaimedName requester={requester} />
    </Screen>
  )
}
