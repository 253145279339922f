import type { CallOptions } from '../openKey.ts'

/** Listeners by event, as [EIP-1193](https://eips.ethereum.org/EIPS/eip-1193#events) defines them. */
export type ProviderEvents = {
  /** An account has been connected. `chainId` is in hex. */
  connect(info: { readonly chainId: string }): void
  /** The account is no longer connected. `code` is 4900. */
  disconnect(error: Error & { readonly code: number }): void
  /** A list with the connected account, or an empty list. */
  accountsChanged(accounts: `0x${string}`[]): void
  /** [EIP-155](https://eips.ethereum.org/EIPS/eip-155) id in hex, for example `0x1`. */
  chainChanged(chainId: string): void
  /** Part of the standard. This provider has no subscriptions and never emits it. */
  message(message: { readonly type: string; readonly data: unknown }): void
}

/** A request of [EIP-1193](https://eips.ethereum.org/EIPS/eip-1193#request). */
export type RequestArguments = {
  readonly method: string
  /** Validated according to the method. */
  readonly params?: unknown
}

/** An [EIP-1193](https://eips.ethereum.org/EIPS/eip-1193) provider for viem, wagmi and ethers. */
export type Provider = {
  /**
   * Handles one request. Supports account methods, and `personal_sign` of SIWE messages.
   * @param options how long it may take, and how to cancel it
   * @throws {ProviderRpcError} 4200 for any other method, with the reason as its message
   * @example
   * const [address] = await provider.request<string[]>({ method: 'eth_requestAccounts' })
   */
  readonly request: <Result = unknown>(args: RequestArguments, options?: CallOptions) => Promise<Result>
  readonly on: <Name extends keyof ProviderEvents>(name: Name, listener: ProviderEvents[Name]) => void
  readonly removeListener: <Name extends keyof ProviderEvents>(name: Name, listener: ProviderEvents[Name]) => void
}
