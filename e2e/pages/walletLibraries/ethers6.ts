import { createProvider } from '@openkey/host-sdk/provider'
import { BrowserProvider } from 'ethers'
import { exposeClient, openKeyOfPage, typedData } from './exposeClient.ts'

const provider = createProvider(openKeyOfPage())
const browser = new BrowserProvider(provider)

exposeClient({
  connect: async () => (await browser.getSigner()).address,
  accounts: async () => (await browser.listAccounts()).map(({ address }) => address),
  signMessage: async (message) => (await browser.getSigner()).signMessage(message),
  async signTypedData() {
    const { Permit } = typedData.types
    return (await browser.getSigner()).signTypedData(typedData.domain, { Permit: [...Permit] }, typedData.message)
  },
  // `sendTransaction` looks at the chain first, which is refused as well.
  async sendTransaction() {
    return (await browser.getSigner()).sendUncheckedTransaction({ to: typedData.message.spender, gasLimit: 21_000n })
  },
  disconnect: () => browser.send('wallet_revokePermissions', [{ eth_accounts: {} }]),
})
