import { shortAddress } from '../../domain/shortAddress.ts'
import type { SelectedKey } from '../../domain/signing/signingState.ts'

/** Shows an account: its email address, and both ends of its Ethereum address. */
export function AccountChip({ signer: { address, email } }: { readonly signer: SelectedKey }) {
  return (
    <span class="account">
      {email && <bdi class="email">{email}</bdi>}
      <bdi class="address" title={address}>
        {shortAddress(address)}
      </bdi>
    </span>
  )
}
