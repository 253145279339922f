import { packageVersion } from '@openkey/protocol'
import type { Traffic } from './decodeTraffic.ts'

/** What this file needs of the views and connections of the SDK. */
type View = { post(message: unknown, ports: readonly MessagePort[]): void }
type Connection = { readonly page: { openFrame(options: unknown): View; openWindow(options: unknown): View } }

/**
 * Reports every message between this page and the widget. Must be called before the first call of the SDK. It reads at
 * the ports, before and behind the guard, and changes nothing.
 *
 * This is a tool for development and reaches into the SDK: the connections of a page are in a list under a symbol, which
 * makes one list of all copies of the SDK. Another page has no reason to do so.
 * @param widgetOrigin origin of the widget
 */
export function tapPage(widgetOrigin: string, onTraffic: (traffic: Traffic) => void): void {
  const lines = tapPorts(onTraffic)
  addEventListener('message', ({ data, origin }) => {
    onTraffic({ line: 'window', direction: 'received', port: window, data, isFromWidget: origin === widgetOrigin })
  })

  function tapView(view: View): View {
    const { post } = view
    view.post = (message, ports) => {
      onTraffic({ line: 'window', direction: 'sent', port: window, data: message })
      ports.forEach((port, index) => {
        lines.get(port)?.(index === 0 ? 'widget' : 'host')
      })
      post(message, ports)
    }
    return view
  }

  const connections: Connection[] = []
  connections.push = (connection) => {
    const { page } = connection
    const { openFrame, openWindow } = page
    page.openFrame = (options) => tapView(openFrame(options))
    page.openWindow = (options) => tapView(openWindow(options))
    return Array.prototype.push.call(connections, connection)
  }
  Object.assign(window, { [Symbol.for(`@openkey/host-sdk ${packageVersion}`)]: connections })
}

/** Names the line of a pair of ports, and reports what waited for the name. */
type NameLine = (line: 'widget' | 'host') => void

/** Reports what crosses each pair of ports that this page creates, once its line is known. By its second port. */
function tapPorts(onTraffic: (traffic: Traffic) => void): WeakMap<MessagePort, NameLine> {
  const names = new WeakMap<MessagePort, NameLine>()
  const { MessageChannel: Native } = globalThis
  globalThis.MessageChannel = class extends Native {
    constructor() {
      super()
      const { port1: port, port2 } = this
      const waiting: Pick<Traffic, 'direction' | 'data'>[] = []
      let line: 'widget' | 'host' | undefined
      const report = (direction: Traffic['direction'], data: unknown) => {
        if (line === undefined) waiting.push({ direction, data })
        else onTraffic({ port, line, direction, data })
      }
      names.set(port2, (name) => {
        line = name
        for (const { direction, data } of waiting.splice(0)) report(direction, data)
      })
      const post = port.postMessage.bind(port)
      port.postMessage = (data: unknown) => {
        report('sent', data)
        post(data)
      }
      port.addEventListener('message', ({ data }) => report('received', data))
    }
  }
  return names
}
