import {
  type Handlers,
  type HostMethods,
  hostResults,
  type OpenKeyError,
  openChannel,
  type WidgetMethods,
  widgetInputs,
} from '@openkey/protocol'
import type { Host } from '../ports/host.ts'
import type { Connection } from './answerHandshake.ts'

export type ConnectedHost = {
  readonly host: Host
  /** Step 5 of the handshake: tells the host that calls may come. Everything sent before waits for nothing. */
  ready(): Promise<void>
  close(error: OpenKeyError): void
}

export type ConnectedHostOptions = {
  readonly connection: Connection
  readonly handlers: Handlers<WidgetMethods>
  readonly onClose: (error: OpenKeyError) => void
}

/** The host behind its two ports, guarded in both directions. */
export function connectHost({ connection, handlers, onClose }: ConnectedHostOptions): ConnectedHost {
  const { serves, calls, connect, version } = connection
  const channel = openChannel<HostMethods, WidgetMethods>({
    serves,
    calls,
    results: hostResults,
    inputs: widgetInputs,
    handlers,
    onClose,
  })
  const tell =
    <Name extends Exclude<keyof HostMethods, 'ready'>>(name: Name) =>
    (input: HostMethods[Name]['input']): void => {
      // A host that does not listen changes nothing here: its own deadlines are its own.
      channel.call(name, input).catch(() => {})
    }
  return {
    host: { resize: tell('resize'), stage: tell('stage'), dismiss: tell('dismiss'), offerWindow: tell('offerWindow') },
    async ready() {
      await channel.call('ready', { channel: connect.channel, version })
    },
    close: channel.close,
  }
}
