import {
  type Handlers,
  type HostMethods,
  isOpenKeyError,
  type OpenKeyError,
  openChannel,
  type WidgetMethods,
  widgetChecks,
} from '@openkey/protocol'
import type { Host } from '../../ports/host.ts'
import type { Connection } from './answerHandshake.ts'

/** Timeout of the host's reply, in milliseconds: user activation expires within seconds. */
const offerWindowTimeoutMs = 500

export type ConnectHostOptions = {
  readonly connection: Connection
  /** Creates the handlers for the host's calls. */
  readonly serve: (host: Host) => Handlers<WidgetMethods>
  /** Where the user approves requests of this origin. Sent from protocol version 2 on, before any call. @default frame */
  readonly approval?: Promise<ApprovalLocation> | undefined
  readonly onClose?: (error: OpenKeyError) => void
}

/** Where requests of an origin are approved (S10). It depends only on policy and on this origin's approvals. */
export type ApprovalLocation = NonNullable<HostMethods['ready']['input']['approval']>

/**
 * Opens the guarded traffic with the host and says `ready`, step 5 of the handshake: the first message on its port.
 * A host that does not listen changes nothing here, its deadlines are its own.
 */
export function connectHost(options: ConnectHostOptions): Host {
  const { connection, serve, approval = Promise.resolve('frame'), onClose } = options
  const { serves, calls, connect, version } = connection
  const tell =
    <Name extends keyof HostMethods>(name: Name) =>
    (input: HostMethods[Name]['input']): void => {
      channel.call(name, input).catch(() => {})
    }
  async function ask(input: HostMethods['offerWindow']['input']): Promise<void> {
    try {
      await channel.call('offerWindow', input, { timeoutMs: offerWindowTimeoutMs })
    } catch (error) {
      if (isOpenKeyError(error, 'opener_severed')) throw error
    }
  }
  const tellStage = tell('stage')
  let asked: Promise<void> | undefined
  const host: Host = {
    resize: tell('resize'),
    stage(input) {
      tellStage(input)
      // Ahead of any press: WebKit opens a window within the press itself, and not after an answer.
      host.offerWindow({ requestId: input.requestId }).catch(() => {})
    },
    dismiss: tell('dismiss'),
    offerWindow(input) {
      asked ??= ask(input)
      return asked
    },
  }
  const channel = openChannel<HostMethods, WidgetMethods>({
    serves,
    calls,
    checks: widgetChecks,
    handlers: serve(host),
    onClose,
  })
  const ready = { channel: connect.channel, version }
  if (version < 2) tell('ready')(ready)
  else void approval.then((askedIn) => tell('ready')({ ...ready, approval: askedIn }))
  return host
}
