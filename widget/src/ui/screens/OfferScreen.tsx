import type { OpenKeyError } from '@openkey/protocol'
import { Badge } from '../parts/Badge.tsx'
import { GuardedButton } from '../parts/GuardedButton.tsx'
import { Icon } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { Screen } from '../parts/Screen.tsx'
import { signInText } from '../text/en/signInText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Offers a passkey. The sign-in continues, whatever the result. */
export function OfferScreen({ screen: { isBusy, failure }, act }: ScreenProps<'offer'>) {
  return (
    <Screen
      kind="centered"
      title={signInText.offer.title}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          <GuardedButton isBusy={isBusy} onPress={() => act({ type: 'passkeyAccepted' })}>
            {isBusy ? signInText.offer.busy : signInText.offer.submit}
          </GuardedButton>
          <GuardedButton look="plain" onPress={() => act({ type: 'passkeyDeclined' })}>
            {signInText.offer.skip}
          </GuardedButton>
        </>
      }
    >
      <Badge tone="calm">
        <Icon path={iconPaths.passkey} />
      </Badge>
      <p class="text">{isBusy ? signInText.offer.prompt : signInText.offer.body}</p>
      <p class={failure ? 'notice notice-bad' : 'notice-empty'} role="status">
        {failure && offerFailure(failure)}
      </p>
    </Screen>
  )
}

/** Explains why no passkey was added, and whether one may remain on the device. */
function offerFailure(failure: OpenKeyError): string {
  const { field, received } = failure.details
  const { offer } = signInText
  if (field === 'passkey') return offer.leftover
  if (received === 'limit_reached') return offer.full
  return received === 'InvalidStateError' ? offer.known : offer.failed
}
