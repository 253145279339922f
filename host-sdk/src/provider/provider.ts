import type { Limits } from '../openKey.ts'
import type { ProviderRpcError } from './providerRpcError.ts'

/** What a client may listen to, as EIP-1193 has it. */
export type ProviderEvents = {
  /** An account has been connected. */
  readonly connect: { readonly chainId: string }
  /** The account is no longer connected. */
  readonly disconnect: ProviderRpcError
  /** The connected account in a list, or none. */
  readonly accountsChanged: string[]
  /** EIP-155 id in hex, for example `0x1`. */
  readonly chainChanged: string
}

export type RequestArguments = {
  readonly method: string
  readonly params?: readonly unknown[] | object | undefined
}

/** An EIP-1193 provider, as viem, wagmi and ethers take it. */
export type Provider = {
  /**
   * Answers one request. The account's own methods and `personal_sign` of SIWE messages are all there is.
   * @param limits how long it may take, and how to take it back
   * @throws {ProviderRpcError} 4200 for whatever else is asked, with a sentence that says why
   */
  readonly request: <Result = unknown>(args: RequestArguments, limits?: Limits) => Promise<Result>
  readonly on: <Name extends keyof ProviderEvents>(name: Name, listener: Listener<Name>) => void
  readonly removeListener: <Name extends keyof ProviderEvents>(name: Name, listener: Listener<Name>) => void
}

export type Listener<Name extends keyof ProviderEvents> = (event: ProviderEvents[Name]) => void
