import { AccessButton } from '../parts/AccessButton.tsx'
import { AccountChip } from '../parts/AccountChip.tsx'
import { CancelButton } from '../parts/CancelButton.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { ClaimedName } from '../parts/RequesterTitle.tsx'
import { Screen } from '../parts/Screen.tsx'
import { reviewText } from '../text/en/reviewText.ts'
import { signInText } from '../text/en/signInText.ts'
import { fillSlots } from '../text/phrase.ts'
import type { ScreenProps } from './screenProps.ts'

/** Asks a user with a session whether the app may see the account. */
export function ConfirmScreen({ screen: { flow, signer }, requester, isFrame, act }: ScreenProps<'confirm'>) {
  return (
    <Screen
      title={signInText.confirm.title}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          <GuardedButton onPress={() => act({ type: 'accountConfirmed' })}>{signInText.confirm.submit}</GuardedButton>
          <GuardedButton look="plain" onPress={() => act({ type: 'otherAccountChosen' })}>
            {signInText.confirm.other}
          </GuardedButton>
          <CancelButton act={act} isQuiet />
        </>
      }
    >
      <div class="panel" data-must-read>
        <AccountChip signer={signer} />
      </div>
      <p class="text" data-must-read>
        {fillSlots(signInText.confirm.body, {
          host: (
            <bdi class="strong" dir="ltr">
              {requester.host}
            </bdi>
          ),
        })}
      </p>
      <ClaimedName requester={requester} />
      {!isFrame && <AccessButton act={act} />}
      {flow.isReplacement && <p class="notice notice-bad">{reviewText.isReplacement}</p>}
    </Screen>
  )
}
