import { shortAddress } from '../../domain/review/review.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import { breakable } from './breakable.tsx'

/** Shows an account: its email address, and both ends of its Ethereum address. */
export function AccountChip({ signer: { address, email } }: { readonly signer: SelectedKey }) {
  return (
    <span class="account">
      {email && (
        <bdi class="email" dir="ltr">
          {breakable(email)}
        </bdi>
      )}
      <bdi class="address" dir="ltr" title={address}>
        {shortAddress(address)}
      </bdi>
    </span>
  )
}
