import type { OpenKey } from '../openKey.ts'

export type Signer = {
  /** EIP-55 address of the connected account. */
  readonly getAddress: () => Promise<string>
  /** EIP-155 id. */
  readonly getChainId: () => Promise<number>
  /**
   * EIP-191 signature of a SIWE message, 65 bytes in hex. Any other text is refused.
   * @throws {OpenKeyError} `siwe_malformed`, and whatever `signSiwe` throws
   */
  readonly signMessage: (message: string) => Promise<string>
}

export function createSigner({ connect, signSiwe }: Pick<OpenKey, 'connect' | 'signSiwe'>): Signer {
  return {
    getAddress: async () => (await connect()).address,
    getChainId: async () => (await connect()).chainId,
    signMessage: async (message) => (await signSiwe({ message })).signature,
  }
}
