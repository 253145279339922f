import {
  type Channel,
  type Clock,
  type HostMethods,
  hostChecks,
  OpenKeyError,
  openChannel,
  randomId,
  type WidgetMethods,
} from '@openkey/protocol'
import type { Connection } from '../host/answerHandshake.ts'
import { cloneOnWrite } from '../partition/sharePartition.ts'
import { type Handover, offerHandover } from './handover.ts'

export type ConnectWindowOptions = {
  readonly frame: Window
  readonly opened: Window
  readonly connection: Pick<Connection, 'boundOrigin' | 'version' | 'connect'>
  readonly storage: Handover['storage']
  readonly clock: Clock
  /** Called when the window has claimed the handover. */
  readonly onClaimed: () => void
}

export type ConnectedWindow = {
  /** Resolves once the window takes calls. */
  readonly ready: Promise<Channel<WidgetMethods>>
  readonly end: () => void
}

/** Offers the handover to the window, and opens this end of their channel. */
export function connectWindow(options: ConnectWindowOptions): ConnectedWindow {
  const { frame, opened, connection, storage, clock, onClaimed } = options
  const intoWindow = new MessageChannel()
  const intoFrame = new MessageChannel()
  const connect = { ...connection.connect, channel: randomId() }
  const withdraw = offerHandover(frame, {
    to: opened,
    handover: {
      connection: { ...connection, connect, serves: intoWindow.port2, calls: intoFrame.port2 },
      storage: { ...storage, sessions: cloneOnWrite(storage.sessions) },
    },
    onClaimed,
  })
  const channel = openChannel<WidgetMethods, HostMethods>({
    calls: intoWindow.port1,
    serves: intoFrame.port1,
    checks: hostChecks,
    clock,
    handlers: {
      ready() {
        accept()
      },
      // The window controls its own size and shows its progress itself.
      resize: () => null,
      stage: () => null,
      dismiss: () => null,
      offerWindow: () => null,
    },
  })
  let accept = () => {}
  const ready = new Promise<Channel<WidgetMethods>>((resolve) => {
    accept = () => resolve(channel)
  })
  return {
    ready,
    end() {
      withdraw()
      channel.close(new OpenKeyError('aborted', 'The request has ended.'))
    },
  }
}
