import { describe, expect, test } from 'vitest'
import { readPorts } from './playgroundPorts.ts'

describe('readPorts', () => {
  test('returns a default port for each origin', () => {
    expect(readPorts({})).toEqual({ app: 5173, widget: 5174, keyEndpoint: 5175, node: 5176 })
  })

  test('reads each port from its variable', () => {
    const env = {
      OPENKEY_APP_PORT: '1',
      OPENKEY_WIDGET_PORT: '2',
      OPENKEY_KEY_ENDPOINT_PORT: '3',
      TINYCLOUD_PORT: '65535',
    }
    expect(readPorts(env)).toEqual({ app: 1, widget: 2, keyEndpoint: 3, node: 65_535 })
  })

  test.each(['65536', '-1', '80.5', 'http', '0x50'])('rejects %s and reports the variable', (text) => {
    expect(() => readPorts({ TINYCLOUD_PORT: text })).toThrow(
      `Invalid TINYCLOUD_PORT "${text}": expected a port number.`,
    )
  })
})
