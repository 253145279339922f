import type { OpenKey } from '../openKey.ts'
import { toProviderRpcError } from '../provider/providerRpcError.ts'
import { unsupportedMethod } from '../provider/unsupportedMethod.ts'

/** The part of an ethers 5 provider that web-sdk 0.2 uses. It reads no chain, so it resolves no ENS names. */
export type Web3Driver = {
  /** The flag by which ethers 5 recognizes its own providers. */
  readonly _isProvider: true
  /** Connects on first use. */
  readonly listAccounts: () => Promise<readonly string[]>
  readonly getSigner: () => OpenKey['signer']
  /** @throws {ProviderRpcError} 4200, always */
  readonly send: (method: string) => Promise<never>
}

/**
 * Creates a driver that passes the signer to web-sdk 0.2 directly, without JSON-RPC. Rejects with `ProviderRpcError`,
 * because this web-sdk recognizes a rejection by the user by its number 4001.
 */
export function createWeb3Driver({ getAddress, getChainId, signMessage }: OpenKey['signer']): Web3Driver {
  const signer: OpenKey['signer'] = {
    getAddress: () => withRpcErrors(getAddress()),
    getChainId: () => withRpcErrors(getChainId()),
    signMessage: (message) => withRpcErrors(signMessage(message)),
  }
  return {
    _isProvider: true,
    listAccounts: async () => [await signer.getAddress()],
    getSigner: () => signer,
    async send(method) {
      throw toProviderRpcError(unsupportedMethod(method))
    },
  }
}

async function withRpcErrors<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    throw toProviderRpcError(error)
  }
}
