import { packageVersion } from '@openkey/protocol'
import type { HostPage, WidgetView } from '../page/hostPage.ts'
import type { Traffic } from './decodeTraffic.ts'

/** The member of a connection that this file uses. Any copy of this release may have created the connection. */
type Connection = { readonly page: Pick<HostPage, 'openFrame' | 'openWindow'> }

/**
 * Reports every message of the frames and windows that the SDK opens from now on. It reads at the ports, before and
 * behind the guard, and changes nothing.
 * @param isWidget tells whether an origin is that of the widget
 */
export function tapPage(isWidget: (origin: string) => boolean, onTraffic: (traffic: Traffic) => void): void {
  const lines = tapPorts(onTraffic)
  addEventListener('message', ({ data, origin }) => {
    onTraffic({ line: 'window', direction: 'received', port: window, data, isFromWidget: isWidget(origin) })
  })

  function tapView<View extends WidgetView>(view: View): View {
    const { post } = view
    return Object.assign(view, {
      post(message: unknown, ports: MessagePort[]) {
        onTraffic({ line: 'window', direction: 'sent', port: window, data: message })
        ports.forEach((port, index) => {
          lines.get(port)?.(index === 0 ? 'widget' : 'host')
        })
        post(message, ports)
      },
    })
  }

  function tapConnection({ page }: Connection): void {
    const { openFrame, openWindow } = page
    Object.assign(page, {
      openFrame: (options: Parameters<typeof openFrame>[0]) => tapView(openFrame(options)),
      openWindow: (options: Parameters<typeof openWindow>[0]) => tapView(openWindow(options)),
    })
  }

  // The list of connections that all copies of this release on a page share.
  const key = Symbol.for(`@openkey/host-sdk ${packageVersion}`)
  const connections: Connection[] = Reflect.get(window, key) ?? []
  for (const connection of connections) tapConnection(connection)
  connections.push = (...added) => {
    for (const connection of added) tapConnection(connection)
    return Array.prototype.push.apply(connections, added)
  }
  Reflect.set(window, key, connections)
}

/** Maximum number of messages kept for a pair of ports without a name. Pairs of the page's own code never get one. */
const maxWaiting = 64

/** Names the line of a pair of ports, and reports what waited for the name. */
type NameLine = (line: 'widget' | 'host') => void

/**
 * Reports the messages of each pair of ports that this page creates, once its line is known.
 * @returns functions that name the line of a pair, by its second port
 */
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
        if (line !== undefined) onTraffic({ port, line, direction, data })
        else if (waiting.length < maxWaiting) waiting.push({ direction, data })
      }
      names.set(port2, (name) => {
        line = name
        for (const { direction, data } of waiting.splice(0)) report(direction, data)
      })
      const { postMessage } = port
      port.postMessage = (...message: [unknown]) => {
        report('sent', message[0])
        // With what it transfers, because other code of the page creates ports too.
        postMessage.apply(port, message)
      }
      port.addEventListener('message', ({ data }) => report('received', data))
    }
  }
  return names
}
