import { ConfigurationError, readNodeConfig } from '../node/index.ts'

/** Ports of the four origins. 0 binds any free port. */
export type PlaygroundPorts = {
  readonly app: number
  readonly widget: number
  readonly keyEndpoint: number
  readonly node: number
}

/** Name of each server in messages, and the variable that sets its port. */
export const portNames = {
  app: { serverName: 'app', variable: 'OPENKEY_APP_PORT' },
  widget: { serverName: 'widget', variable: 'OPENKEY_WIDGET_PORT' },
  keyEndpoint: { serverName: 'key endpoint', variable: 'OPENKEY_KEY_ENDPOINT_PORT' },
  node: { serverName: 'node', variable: 'TINYCLOUD_PORT' },
} as const

export const defaultPorts: PlaygroundPorts = { app: 5173, widget: 5174, keyEndpoint: 5175, node: 5176 }

/** Hostnames of the four servers. App and widget are on different sites, so that the widget is embedded cross-site. */
export const hostnames = {
  app: 'localhost',
  widget: 'openkey.localhost',
  keyEndpoint: 'api.openkey.localhost',
  node: 'localhost',
} as const

/** Another hostname of the app. The widget does not trust the pages of this one. */
export const unknownHostname = 'stranger.localhost'

/**
 * Reads the ports from environment variables, and the node's from its configuration.
 * @throws {ConfigurationError} for a value that is not a port number
 */
export function readPorts(env: Readonly<Record<string, string | undefined>>): PlaygroundPorts {
  const read = (name: Exclude<keyof PlaygroundPorts, 'node'>): number => {
    const { variable } = portNames[name]
    const text = env[variable]
    if (text === undefined || text === '') return defaultPorts[name]
    if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
    throw new ConfigurationError({ variable, received: text, expected: 'a port number' })
  }
  return {
    app: read('app'),
    widget: read('widget'),
    keyEndpoint: read('keyEndpoint'),
    node: readNodeConfig(env, { port: defaultPorts.node }).port,
  }
}
