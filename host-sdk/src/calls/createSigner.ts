import type { OpenKey, Signer } from '../openKey.ts'

/** Implements {@link OpenKey.signer}. */
export function createSigner({ connect, signSiwe }: Pick<OpenKey, 'connect' | 'signSiwe'>): Signer {
  return {
    getAddress: async (options) => (await connect(options)).address,
    getChainId: async (options) => (await connect(options)).chainId,
    signMessage: async (message, options) => (await signSiwe({ message, ...options })).signature,
  }
}
