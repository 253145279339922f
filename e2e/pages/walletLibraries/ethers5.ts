import { createProvider } from '@openkey/host-sdk/provider'
import { ethers } from 'ethers5'
import { exposeClient, openKeyOfPage, typedData } from './exposeClient.ts'

const provider = createProvider(openKeyOfPage())
const web3 = new ethers.providers.Web3Provider(provider)

exposeClient({
  async connect() {
    await web3.send('eth_requestAccounts', [])
    return web3.getSigner().getAddress()
  },
  accounts: () => web3.listAccounts(),
  signMessage: (message) => web3.getSigner().signMessage(message),
  signTypedData() {
    const { Permit } = typedData.types
    return web3.getSigner()._signTypedData(typedData.domain, { Permit: [...Permit] }, typedData.message)
  },
  // `sendTransaction` looks at the chain first, which is refused as well.
  sendTransaction: () => web3.getSigner().sendUncheckedTransaction({ to: typedData.message.spender, gasLimit: 21_000 }),
  disconnect: () => web3.send('wallet_revokePermissions', [{ eth_accounts: {} }]),
})
