import { ConfigurationError } from './configurationError.ts'

/** Ports of the four origins; 0 takes any free one. */
export type PlaygroundPorts = {
  readonly app: number
  readonly widget: number
  readonly keyEndpoint: number
  readonly node: number
}

/** What each port is called where a person meets it, and the variable that moves it. */
export const portNames = {
  app: { serverName: 'app', variable: 'OPENKEY_APP_PORT' },
  widget: { serverName: 'widget', variable: 'OPENKEY_WIDGET_PORT' },
  keyEndpoint: { serverName: 'key endpoint', variable: 'OPENKEY_KEY_ENDPOINT_PORT' },
  node: { serverName: 'node', variable: 'TINYCLOUD_PORT' },
} as const

export const defaultPorts: PlaygroundPorts = { app: 5173, widget: 5174, keyEndpoint: 5175, node: 5176 }

/** Names under which a browser reaches the four servers: app and widget differ in site, so embedding is cross-site. */
export const hostnames = {
  app: 'localhost',
  widget: 'openkey.localhost',
  keyEndpoint: 'api.openkey.localhost',
  node: 'localhost',
} as const

/**
 * Ports from the environment.
 * @throws {ConfigurationError} naming the variable whose value is not a port
 */
export function readPorts(env: Readonly<Record<string, string | undefined>>): PlaygroundPorts {
  const read = (name: keyof PlaygroundPorts): number => {
    const { variable } = portNames[name]
    const text = env[variable]
    if (text === undefined || text === '') return defaultPorts[name]
    if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
    throw new ConfigurationError(`${variable} is not a port: “${text}”.`)
  }
  return { app: read('app'), widget: read('widget'), keyEndpoint: read('keyEndpoint'), node: read('node') }
}
