import type { Limits, OpenKey } from '../openKey.ts'

export type Signer = {
  /** EIP-55 address of the connected account. */
  readonly getAddress: (limits?: Limits) => Promise<string>
  /** EIP-155 id. */
  readonly getChainId: (limits?: Limits) => Promise<number>
  /**
   * EIP-191 signature of a SIWE message, 65 bytes in hex. Any other text is refused.
   * @throws {OpenKeyError} `siwe_malformed`, and whatever `signSiwe` throws
   */
  readonly signMessage: (message: string, limits?: Limits) => Promise<string>
}

export function createSigner({ connect, signSiwe }: Pick<OpenKey, 'connect' | 'signSiwe'>): Signer {
  return {
    getAddress: async (limits) => (await connect(limits)).address,
    getChainId: async (limits) => (await connect(limits)).chainId,
    signMessage: async (message, limits) => (await signSiwe({ message, ...limits })).signature,
  }
}
