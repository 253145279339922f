import {
  type Account,
  type Channel,
  type HostMethods,
  OpenKeyError,
  openChannel,
  readConnect,
  type SignedSiwe,
  type WidgetMethods,
  widgetChecks,
} from '@openkey/protocol'
import type { FakeFrame } from './fakePage.ts'

export const widgetOrigin = 'https://openkey.example'

export const account: Account = { address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', chainId: 1, keyId: 'key-1' }

export const message = `app.example wants you to sign in with your Ethereum account:\n${account.address}\n\n\nURI: https://app.example\n`

export const signed: SignedSiwe = {
  signature: `0x${'ab'.repeat(64)}1b`,
  address: account.address,
  keyId: account.keyId,
  message,
  bootstrap: { status: 'skipped' },
}

/** Handlers of the widget. `connect` and `signSiwe` never settle by default. */
export type Script = {
  readonly connect: (input: WidgetMethods['connect']['input']) => Promise<Account>
  /** Rejects with `unauthorized` by default. */
  readonly account: () => Promise<Account>
  readonly signSiwe: (input: WidgetMethods['signSiwe']['input']) => Promise<WidgetMethods['signSiwe']['value']>
  readonly cancel: (input: WidgetMethods['cancel']['input']) => void
  readonly ping: () => Promise<null>
  readonly disconnect: () => Promise<null>
}

export type ScriptedWidget = {
  /** Channel into the host, after it has connected. */
  readonly host: () => Channel<HostMethods>
  /** The calls received, in order. */
  readonly calls: { readonly name: string; readonly requestId?: string | undefined }[]
  /** Sends `hello`. Each instance is a new document. */
  readonly sayHello: (options?: { instance?: string; versions?: number[]; origin?: string }) => void
  readonly close: () => void
}

/** The `ready` message of a widget that has accepted the connection. */
export type ScriptedReadiness = {
  /** @default true */
  readonly isReady?: boolean
  /** @default 1 */
  readonly version?: number
  readonly approval?: HostMethods['ready']['input']['approval']
}

/** Runs the widget's side of the protocol over real ports, in a fake frame. */
export function scriptedWidget(
  frame: FakeFrame,
  script: Partial<Script> = {},
  { isReady = true, version = 1, approval }: ScriptedReadiness = {},
): ScriptedWidget {
  const calls: ScriptedWidget['calls'] = []
  let host: Channel<HostMethods> | undefined
  const ports: MessagePort[] = []
  const never = () => new Promise<never>(() => {})
  const { connect = never, signSiwe = never, cancel, ping = async () => null, disconnect = async () => null } = script
  const { account = async () => Promise.reject(new OpenKeyError('unauthorized', 'The user must be asked first.')) } =
    script

  frame.onPost = (data, [serves, toHost]) => {
    const request = readConnect(data)?.connect
    if (request === undefined || serves === undefined || toHost === undefined) return
    ports.push(serves, toHost)
    const record = (name: string, requestId?: string) => calls.push({ name, requestId })
    host = openChannel<HostMethods, WidgetMethods>({
      serves,
      calls: toHost,
      checks: widgetChecks,
      handlers: {
        connect(input) {
          record('connect', input.requestId)
          return connect(input)
        },
        account() {
          record('account')
          return account()
        },
        signSiwe(input) {
          record('signSiwe', input.requestId)
          return signSiwe(input)
        },
        cancel(input) {
          record('cancel', input.requestId)
          cancel?.(input)
        },
        disconnect() {
          record('disconnect')
          return disconnect()
        },
        appearance: () => null,
        ping() {
          record('ping')
          return ping()
        },
      },
    })
    if (isReady) host.call('ready', { channel: request.channel, version, approval }).catch(() => {})
  }

  return {
    host() {
      if (host === undefined) throw new Error('The host has not connected.')
      return host
    },
    calls,
    sayHello({
      instance = crypto.randomUUID(),
      versions = approval === undefined ? [1] : [version],
      origin = widgetOrigin,
    } = {}) {
      frame.options.onMessage({ origin, data: { type: 'openkey:hello', versions, build: 'test', instance } })
    },
    close() {
      for (const port of ports) port.close()
    },
  }
}
