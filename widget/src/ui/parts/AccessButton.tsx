import type { UserEvent } from '../../domain/signing/signingEvent.ts'
import { welcomeText } from '../text/en/welcomeText.ts'
import { onTrusted } from './onTrusted.ts'

/** Opens the list of where the user is signed in. Only for windows, because a page could read what its frame shows. */
export function AccessButton({ act }: { readonly act: (event: UserEvent) => void }) {
  return (
    <button type="button" class="link" onClick={onTrusted(() => act({ type: 'accessOpened' }))}>
      {welcomeText.access}
    </button>
  )
}
