import { type HostMethods, openChannel, type WidgetMethods, widgetChecks } from '@openkey/protocol'
import { expose } from 'comlink'

const account = { address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', chainId: 1, keyId: 'key-1' } as const
const connect = async () => account

/** Given three ports, answers `connect` over the first two as the widget would, and over the third by comlink alone. */
addEventListener('message', ({ ports: [serves, calls, plain] }) => {
  if (serves === undefined || calls === undefined || plain === undefined) return
  openChannel<HostMethods, WidgetMethods>({
    serves,
    calls,
    checks: widgetChecks,
    handlers: {
      connect,
      account: connect,
      signSiwe: () => Promise.reject(new Error('Nothing is signed here.')),
      cancel: () => null,
      disconnect: () => null,
      appearance: () => null,
      ping: () => null,
    },
  })
  expose({ connect }, plain)
})
parent.postMessage('listening', { targetOrigin: '*' })
