import { Badge } from '../parts/Badge.tsx'
import { Icon } from '../parts/Icon.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { en } from '../text/en.ts'
import type { ScreenProps } from './screenProps.ts'

/** A passkey is an offer: whatever comes of it, the sign-in goes on. */
export function OfferScreen({ screen: { step }, act }: ScreenProps<'offer'>) {
  const isBusy = step === 'creating'
  return (
    <Screen
      kind="centered"
      title={en.offer.title}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <>
          <button
            type="button"
            class="button button-primary"
            aria-disabled={isBusy}
            onClick={onTrusted(() => act({ type: 'passkeyWanted' }))}
          >
            {isBusy ? en.offer.busy : en.offer.submit}
          </button>
          <button type="button" class="button" onClick={onTrusted(() => act({ type: 'passkeyDeclined' }))}>
            {en.offer.skip}
          </button>
        </>
      }
    >
      <Badge tone="calm">
        <Icon name="passkey" />
      </Badge>
      <p class="text">{en.offer.body}</p>
      <p class={step === 'failed' ? 'notice notice-bad' : 'notice-empty'} role="status">
        {step === 'failed' && en.offer.failed}
      </p>
    </Screen>
  )
}
