import { announceProvider, createProvider } from '@openkey/host-sdk/provider'
import { openKey } from '@openkey/host-sdk/wagmi'
import { createConfig, http, injected } from 'wagmi'
import {
  connect,
  disconnect,
  getConnection,
  reconnect,
  sendTransaction,
  signMessage,
  signTypedData,
} from 'wagmi/actions'
import { mainnet } from 'wagmi/chains'
import { exposeClient, openKeyOfPage, typedData } from './exposeClient.ts'

const openkey = openKeyOfPage()
const provider = createProvider(openkey)
/** Either the wallet is found on the page, or the app names it: by wagmi's own connector, or by that of OpenKey. */
const connectors = location.search.includes('injected')
  ? [injected({ target: { id: 'openkey', name: 'OpenKey', provider } })]
  : location.search.includes('connector')
    ? [openKey({ openkey })]
    : []
if (connectors.length === 0) announceProvider(provider)

const config = createConfig({
  chains: [mainnet],
  connectors,
  transports: { [mainnet.id]: http() },
})

/** As WagmiProvider does when it mounts. */
const reconnected = reconnect(config)

exposeClient({
  async connect() {
    const connector = config.connectors.find(({ name }) => name === 'OpenKey')
    if (connector === undefined) throw new Error('wagmi found no OpenKey.')
    const { accounts } = await connect(config, { connector })
    return accounts[0]
  },
  async accounts() {
    await reconnected
    return getConnection(config).addresses ?? []
  },
  signMessage: (message) => signMessage(config, { message }),
  signTypedData: () => signTypedData(config, typedData),
  sendTransaction: async () => sendTransaction(config, { to: typedData.message.spender, value: 0n }),
  disconnect: () => disconnect(config),
})
