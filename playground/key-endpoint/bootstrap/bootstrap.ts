import type { Hex } from 'viem'

/** What is reported beside a signature. Information only: it never decides over the signature. */
export type BootstrapReport = {
  readonly status: 'complete' | 'skipped' | 'pending' | 'failed'
  /** Stable name of the reason, with `failed`. */
  readonly errorCode?: string
}

export type BootstrapRequest = {
  readonly userId: string
  readonly keyId: string
  readonly address: string
  /** The message that the user approved, as it is about to be signed. */
  readonly message: string
  /** How it is signed. */
  readonly format: 'personal_sign' | 'raw'
  /** Signs a further message by the same key. The key is unsealed for each and wiped. */
  readonly sign: (message: string) => Hex
}

/** Provisions the account behind a first signature. */
export type Bootstrap = {
  /** Runs until the account is ready, or it is known that it will not be. Stops early when `signal` fires. */
  readonly run: (request: BootstrapRequest, options: { readonly signal: AbortSignal }) => Promise<BootstrapReport>
}

/** Provisions nothing. The client then hosts its space itself. */
export const noBootstrap: Bootstrap = { run: async () => ({ status: 'skipped' }) }
