import type { Appearance, OpenKeyOptions } from '@openkey/host-sdk'
import type { CapabilityRequest } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'
import { defaultSwitches, type Switches } from '../switches/switches.ts'

/** Options of `createOpenKey` for the switches, without those that have their default. */
export function openKeyOptions(config: AppConfig, switches: Switches): OpenKeyOptions {
  const { presentation, chain } = switches
  const appearance = chosenAppearance(switches)
  return {
    widgetUrl: config.widgetUrl,
    appName: config.appName,
    ...(presentation !== 'auto' && { presentation }),
    ...(chain !== '1' && { chainId: Number(chain) }),
    ...(Object.keys(appearance).length > 0 && { appearance }),
  }
}

/** Returns the appearance of the widget, without the members that have their default. */
export function chosenAppearance(switches: Switches): Appearance {
  const members = ['theme', 'accent', 'radius', 'density', 'font', 'locale'] as const
  const chosen = members.filter((name) => switches[name] !== defaultSwitches[name])
  return Object.fromEntries(chosen.map((name) => [name, switches[name]]))
}

/** Returns the capabilities that the TinyCloud client requests, or `undefined` for the client's default. */
export function capabilityRequest({ permissions }: Switches): CapabilityRequest | undefined {
  return permissions.length === 0 ? undefined : { resources: [...permissions] }
}
