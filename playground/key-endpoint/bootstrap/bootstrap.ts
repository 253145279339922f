import type { Hex } from 'viem'

/** Status of the bootstrap, returned with a signature. It never changes the signature. */
export type BootstrapReport = {
  readonly status: 'complete' | 'skipped' | 'pending' | 'failed'
  /** Stable name of the reason, if `failed`. */
  readonly errorCode?: string
}

export type BootstrapRequest = {
  readonly userId: string
  readonly keyId: string
  readonly address: string
  /** The message that the user approved. */
  readonly message: string
  /** Format of the signature. */
  readonly format: 'personal_sign' | 'raw'
  /** Signs another message with the same key. The key is unsealed for each signature, then wiped. */
  readonly sign: (message: string) => Hex
}

/** Provisions the account of a user after a signature. */
export type Bootstrap = {
  /** Runs until the account is ready or the attempt has failed. Stops early when `signal` is aborted. */
  readonly run: (request: BootstrapRequest, options: { readonly signal: AbortSignal }) => Promise<BootstrapReport>
}

/** Provisions nothing. The client then hosts its space itself. */
export const noBootstrap: Bootstrap = { run: async () => ({ status: 'skipped' }) }
