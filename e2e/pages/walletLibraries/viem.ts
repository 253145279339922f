import { createProvider } from '@openkey/host-sdk/provider'
import { type Address, createWalletClient, custom } from 'viem'
import { mainnet } from 'viem/chains'
import { exposeClient, openKeyOfPage, typedData } from './exposeClient.ts'

const provider = createProvider(openKeyOfPage())
const wallet = createWalletClient({ chain: mainnet, transport: custom(provider, { retryCount: 0 }) })

async function account(): Promise<Address> {
  const [address] = await wallet.getAddresses()
  return address ?? '0x'
}

exposeClient({
  async connect() {
    const [address] = await wallet.requestAddresses()
    return address ?? ''
  },
  accounts: () => wallet.getAddresses(),
  signMessage: async (message) => wallet.signMessage({ account: await account(), message }),
  signTypedData: async () => wallet.signTypedData({ account: await account(), ...typedData }),
  sendTransaction: async () => wallet.sendTransaction({ account: await account(), to: await account(), value: 0n }),
  disconnect: () => provider.request({ method: 'wallet_disconnect' }),
})
