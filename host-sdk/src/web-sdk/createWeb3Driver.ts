import type { OpenKey } from '../openKey.ts'
import { toProviderRpcError } from '../provider/providerRpcError.ts'
import { unsupportedMethod } from '../provider/unsupportedMethod.ts'

/** As much of an ethers 5 provider as web-sdk 0.2 uses of it. It reads no chain, so it resolves no ENS names. */
export type Web3Driver = {
  /** By this ethers 5 knows its own providers. */
  readonly _isProvider: true
  /** Connects when first asked. */
  readonly listAccounts: () => Promise<readonly string[]>
  readonly getSigner: () => OpenKey['signer']
  /** @throws {ProviderRpcError} 4200, always */
  readonly send: (method: string) => Promise<never>
}

/**
 * Puts the signer where web-sdk 0.2 looks for a wallet, without a JSON-RPC in between. It fails with a
 * `ProviderRpcError`, since this web-sdk knows a user's no by the number 4001.
 */
export function createWeb3Driver({ getAddress, getChainId, signMessage }: OpenKey['signer']): Web3Driver {
  const signer: OpenKey['signer'] = {
    getAddress: () => told(getAddress()),
    getChainId: () => told(getChainId()),
    signMessage: (message) => told(signMessage(message)),
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

async function told<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    throw toProviderRpcError(error)
  }
}
