import type { Limits } from '../openKey.ts'

/** Listeners by event, as EIP-1193 has them. */
export type ProviderEvents = {
  /** An account has been connected. `chainId` is in hex. */
  connect(info: { readonly chainId: string }): void
  /** The account is no longer connected. `code` is 4900. */
  disconnect(error: Error & { readonly code: number }): void
  /** The connected account in a list, or none. */
  accountsChanged(accounts: string[]): void
  /** EIP-155 id in hex, for example `0x1`. */
  chainChanged(chainId: string): void
  /** Part of the standard. This provider has no subscriptions, so it never comes. */
  message(message: { readonly type: string; readonly data: unknown }): void
}

export type RequestArguments = {
  readonly method: string
  /** Checked when the method is known. */
  readonly params?: unknown
}

/** An EIP-1193 provider, as viem, wagmi and ethers take it. */
export type Provider = {
  /**
   * Answers one request. The account's own methods and `personal_sign` of SIWE messages are all there is.
   * @param limits how long it may take, and how to take it back
   * @throws {ProviderRpcError} 4200 for whatever else is asked, with a sentence that says why
   */
  readonly request: <Result = unknown>(args: RequestArguments, limits?: Limits) => Promise<Result>
  readonly on: <Name extends keyof ProviderEvents>(name: Name, listener: ProviderEvents[Name]) => void
  readonly removeListener: <Name extends keyof ProviderEvents>(name: Name, listener: ProviderEvents[Name]) => void
}
