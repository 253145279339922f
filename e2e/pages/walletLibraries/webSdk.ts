import { createProvider } from '@openkey/host-sdk/provider'
import { webSdkConfig } from '@openkey/host-sdk/web-sdk'
import { TinyCloudWeb } from '@tinycloudlabs/web-sdk'
import { exposeClient, openKeyOfPage } from './exposeClient.ts'

const openkey = openKeyOfPage()
const query = new URLSearchParams(location.search)
const domain = location.host

/** By the provider, as any wallet; or by the driver that is made for it. */
const wallet = query.has('driver')
  ? webSdkConfig(openkey, { domain })
  : {
      providers: { web3: { driver: createProvider(openkey) } },
      siweConfig: { domain, expirationTime: new Date(Date.now() + 3_600_000).toISOString() },
    }
const tinycloud = new TinyCloudWeb({
  ...wallet,
  modules: { storage: { hosts: [query.get('node')], prefix: 'default' } },
  notifications: { popups: false },
})

exposeClient({
  async connect() {
    await tinycloud.signIn()
    return tinycloud.address() ?? ''
  },
  accounts: async () => [tinycloud.address() ?? ''],
  signMessage: (message) => tinycloud.userAuthorization.signMessage(message),
  signTypedData: () => tinycloud.getProvider()?.send('eth_signTypedData_v4', []) ?? Promise.reject(),
  sendTransaction: () => tinycloud.getProvider()?.send('eth_sendTransaction', []) ?? Promise.reject(),
  disconnect: () => openkey.disconnect(),
})
