import { shortAddress } from '../../domain/review/review.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'

/** Shows an account: its email address, and both ends of its Ethereum address. */
export function AccountChip({ signer: { address, email } }: { readonly signer: SelectedKey }) {
  return (
    <span class="account">
      {email && (
        <bdi class="email" dir="ltr">
          {email.slice(0, email.indexOf('@') + 1)}
          {/* A long address breaks before its domain, not within it. */}
          <wbr />
          {email.slice(email.indexOf('@') + 1)}
        </bdi>
      )}
      <bdi class="address" dir="ltr" title={address}>
        {shortAddress(address)}
      </bdi>
    </span>
  )
}
