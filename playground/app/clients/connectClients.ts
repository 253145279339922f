import { createOpenKey, type OpenKey } from '@openkey/host-sdk'
import { createProvider } from '@openkey/host-sdk/provider'
import { withNarrowing } from '@openkey/host-sdk/web-sdk'
import { TinyCloudWeb } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'
import type { Switches } from '../switches/switches.ts'
import { capabilityRequest, openKeyOptions } from './clientOptions.ts'

export type Clients = {
  readonly openkey: OpenKey
  readonly tinycloud: TinyCloudWeb
  /** Parent of the widget's frame, if it is inline. */
  readonly container: HTMLElement | undefined
  /** Signs in to TinyCloud in the way that the switches say. */
  readonly signIn: () => Promise<unknown>
}

/** Creates OpenKey and the TinyCloud client as the switches say. An integrator has one of the two cases only. */
export function connectClients(config: AppConfig, switches: Switches): Clients {
  const container = switches.presentation === 'inline' ? document.createElement('div') : undefined
  const openkey = createOpenKey({ ...openKeyOptions(config, switches), container })
  const options = {
    tinycloudHosts: [config.nodeUrl],
    // One prompt per sign-in: the first write has the space hosted if necessary.
    autoCreateSpace: false,
    capabilityRequest: capabilityRequest(switches),
  }
  if (switches.sdk === 'provider') {
    const provider = createProvider(openkey, { chainId: Number(switches.chain) })
    const tinycloud = new TinyCloudWeb({ ...options, provider })
    return { openkey, tinycloud, container, signIn: as(() => tinycloud.signIn()) }
  }
  const tinycloud = new TinyCloudWeb({ ...options, signer: openkey.signer })
  return { openkey, tinycloud, container, signIn: as(() => openkey.signIn(withNarrowing(tinycloud))) }

  /** For a new user, the page drops its approval, so that the widget asks as it does on a first visit. */
  function as(signIn: Clients['signIn']): Clients['signIn'] {
    return async () => {
      if (switches.user === 'new') await openkey.disconnect()
      return signIn()
    }
  }
}
