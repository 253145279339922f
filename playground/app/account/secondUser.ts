import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { TinyCloudWeb } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'

/**
 * Signs a new user in, whose wallet is a key in the memory of this page, so that one person can try what two users do.
 * An app has no such key: the wallet of its users signs.
 */
export async function createSecondUser({ nodeUrl }: AppConfig): Promise<TinyCloudWeb> {
  const wallet = privateKeyToAccount(generatePrivateKey())
  const tinycloud = new TinyCloudWeb({
    signer: {
      getAddress: async () => wallet.address,
      getChainId: async () => 1,
      signMessage: (message) => wallet.signMessage({ message }),
    },
    tinycloudHosts: [nodeUrl],
    persistSession: false,
  })
  await tinycloud.signIn()
  return tinycloud
}
