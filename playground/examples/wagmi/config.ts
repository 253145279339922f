import { createOpenKey } from '@openkey/host-sdk'
import { openKey } from '@openkey/host-sdk/wagmi'
import { createConfig, http } from 'wagmi'
import { mainnet } from 'wagmi/chains'

const openkey = createOpenKey({ widgetUrl: import.meta.env.OPENKEY_WIDGET_URL, appName: 'Notes' })
openkey.preload()

export const config = createConfig({
  chains: [mainnet],
  connectors: [openKey({ openkey })],
  transports: { [mainnet.id]: http() },
})
