import { announceProvider, createProvider } from '@openkey/host-sdk/provider'
import { createConfig, http, injected } from 'wagmi'
import { connect, disconnect, getConnection, sendTransaction, signMessage, signTypedData } from 'wagmi/actions'
import { mainnet } from 'wagmi/chains'
import { exposeClient, openKeyOfPage } from './exposeClient.ts'
import { typedData } from './typedData.ts'

const provider = createProvider(openKeyOfPage())
/** Either the wallet is found on the page, or the app names it. */
const isFound = !location.search.includes('injected')
if (isFound) announceProvider(provider)

const config = createConfig({
  chains: [mainnet],
  connectors: isFound ? [] : [injected({ target: { id: 'openkey', name: 'OpenKey', provider } })],
  transports: { [mainnet.id]: http() },
})

exposeClient({
  async connect() {
    const connector = config.connectors.find(({ name }) => name === 'OpenKey')
    if (connector === undefined) throw new Error('wagmi found no OpenKey.')
    const { accounts } = await connect(config, { connector })
    return accounts[0]
  },
  accounts: async () => getConnection(config).addresses ?? [],
  signMessage: (message) => signMessage(config, { message }),
  signTypedData: () => signTypedData(config, typedData),
  sendTransaction: async () => sendTransaction(config, { to: typedData.message.spender, value: 0n }),
  disconnect: () => disconnect(config),
})
