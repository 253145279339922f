import { shortAddress } from '../../domain/review/review.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import { EmailText } from './EmailText.tsx'

/** Shows an account: its email address, and both ends of its Ethereum address. */
export function AccountChip({ signer: { address, email } }: { readonly signer: SelectedKey }) {
  return (
    <span class="account">
      {email && <EmailText email={email} />}
      <bdi class="address" dir="ltr" title={address}>
        {shortAddress(address)}
      </bdi>
    </span>
  )
}
