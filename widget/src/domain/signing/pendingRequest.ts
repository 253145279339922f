import type { Account, OpenKeyError, SignedSiwe } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'

/** Calls to `connect` that share one answer. */
export type PendingConnect = { readonly kind: 'connect'; readonly id: number }

export type PendingSign = {
  readonly kind: 'sign'
  readonly id: number
  readonly message: string
  readonly keyId?: string | undefined
}

/** Something the host wants that the user may have to be asked for. `id` is unique in this document. */
export type PendingRequest = PendingConnect | PendingSign

/** One unsettled call of the host. `id` is ours and unique in this document; `requestId` is the host's and may repeat. */
export type Call = {
  readonly id: number
  readonly requestId: string
  /** `id` of the request that will answer it. */
  readonly request: number
  /** The chain a `connect` asked for, which its answer repeats. */
  readonly chainId: number | undefined
}

/** The key in use, and whose it is. */
export type SelectedKey = { readonly keyId: string; readonly address: Address; readonly email?: string | undefined }

/** How one call ends. */
export type Outcome =
  | { readonly ok: true; readonly value: Account | SignedSiwe }
  | { readonly ok: false; readonly error: OpenKeyError }
