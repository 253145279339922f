import type { Appearance, OpenKeyOptions } from '@openkey/host-sdk'
import type { CapabilityRequest } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'
import type { Switches } from '../switches/switches.ts'

/** Options of `createOpenKey` for the switches, without those that have their default. */
export function openKeyOptions(config: AppConfig, switches: Switches): OpenKeyOptions {
  const { presentation, theme, locale, chain } = switches
  const appearance: Appearance = { ...(theme !== 'auto' && { theme }), ...(locale !== '' && { locale }) }
  return {
    widgetUrl: config.widgetUrl,
    appName: config.appName,
    ...(presentation !== 'auto' && { presentation }),
    ...(chain !== '1' && { chainId: Number(chain) }),
    ...(Object.keys(appearance).length > 0 && { appearance }),
  }
}

/** Returns the capabilities that the TinyCloud client requests, or `undefined` for the client's default. */
export function capabilityRequest({ permissions }: Switches): CapabilityRequest | undefined {
  return permissions.length === 0 ? undefined : { resources: [...permissions] }
}
