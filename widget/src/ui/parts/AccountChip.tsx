import { shortAddress } from '../../domain/shortAddress.ts'
import type { SelectedKey } from '../../domain/signing/pendingRequest.ts'

/** Which account: by the name its owner knows, and both ends of its address. */
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
