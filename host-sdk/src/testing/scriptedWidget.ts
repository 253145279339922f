import {
  type Account,
  type Channel,
  type HostMethods,
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

/** What the widget does when called; `never` by default, so that a test says what happens. */
export type Script = {
  readonly connect: (input: WidgetMethods['connect']['input']) => Promise<Account>
  readonly signSiwe: (input: WidgetMethods['signSiwe']['input']) => Promise<SignedSiwe>
  readonly ping: () => Promise<null>
  readonly disconnect: () => Promise<null>
}

export type ScriptedWidget = {
  /** Calls into the host, once it has connected. */
  readonly host: () => Channel<HostMethods>
  /** Names of the calls received, with the request they belong to. */
  readonly calls: { readonly name: string; readonly requestId?: string | undefined }[]
  /** Says hello as a document of its own; each instance is a new document. */
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

/** The widget's side of the protocol over real ports, moved into a fake frame. */
export function scriptedWidget(
  frame: FakeFrame,
  script: Partial<Script> = {},
  { isReady = true, version = 1, approval }: ScriptedReadiness = {},
): ScriptedWidget {
  const calls: ScriptedWidget['calls'] = []
  let host: Channel<HostMethods> | undefined
  const owned: MessagePort[] = []
  const never = () => new Promise<never>(() => {})
  const { connect = never, signSiwe = never, ping = async () => null, disconnect = async () => null } = script

  frame.onPost = (data, [serves, toHost]) => {
    const asked = readConnect(data)
    if (asked === undefined || serves === undefined || toHost === undefined) return
    owned.push(serves, toHost)
    const note = (name: string, requestId?: string) => calls.push({ name, requestId })
    host = openChannel<HostMethods, WidgetMethods>({
      serves,
      calls: toHost,
      checks: widgetChecks,
      handlers: {
        connect(input) {
          note('connect', input.requestId)
          return connect(input)
        },
        signSiwe(input) {
          note('signSiwe', input.requestId)
          return signSiwe(input)
        },
        cancel({ requestId }) {
          note('cancel', requestId)
        },
        disconnect() {
          note('disconnect')
          return disconnect()
        },
        appearance: () => null,
        ping() {
          note('ping')
          return ping()
        },
      },
    })
    if (isReady) host.call('ready', { channel: asked.channel, version, approval }).catch(() => {})
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
      for (const port of owned) port.close()
    },
  }
}
