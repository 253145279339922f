import { OpenKeyError } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'

/** As much of an ethers 5 provider as web-sdk 0.2 uses of it. It reads no chain, so it resolves no ENS names. */
export type Web3Driver = {
  /** By this ethers 5 knows its own providers. */
  readonly _isProvider: true
  /** Connects when first asked. */
  readonly listAccounts: () => Promise<readonly string[]>
  readonly getSigner: () => OpenKey['signer']
  /** @throws {OpenKeyError} `unsupported_method`, always */
  readonly send: (method: string) => Promise<never>
}

/** Puts the signer where web-sdk 0.2 looks for a wallet, without a JSON-RPC in between. */
export function createWeb3Driver(signer: OpenKey['signer']): Web3Driver {
  return {
    _isProvider: true,
    listAccounts: async () => [await signer.getAddress()],
    getSigner: () => signer,
    async send(method) {
      throw new OpenKeyError('unsupported_method', `OpenKey signs SIWE messages; it does not answer ${method}.`)
    },
  }
}
