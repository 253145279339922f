import { AccountChip } from '../parts/AccountChip.tsx'
import { GrantButton } from '../parts/GrantButton.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { ClaimedName } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { en } from '../text/en.ts'
import type { ScreenProps } from './screenProps.ts'

/** Somebody is signed in already: shall this app know? */
export function ConfirmScreen({ screen: { signer }, requester, act }: ScreenProps<'confirm'>) {
  return (
    <Screen
      title={en.confirm.title}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <>
          <GrantButton onPress={() => act({ type: 'accountConfirmed' })}>{en.confirm.submit}</GrantButton>
          <button type="button" class="button" onClick={onTrusted(() => act({ type: 'otherAccountChosen' }))}>
            {en.confirm.other}
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
      <div class="panel">
        <AccountChip signer={signer} />
      </div>
      <p class="text">
        <bdi class="strong">{requester.host}</bdi> {en.confirm.body}
      </p>
      <ClaimedName requester={requester} />
    </Screen>
  )
}
