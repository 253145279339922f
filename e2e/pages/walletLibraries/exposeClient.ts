import { createOpenKey, type OpenKey } from '@openkey/host-sdk'

/** Actions of an app with a wallet, through one client library. */
export type Client = {
  /** The address that is connected. */
  readonly connect: () => Promise<string>
  /** The client's cached account. */
  readonly accounts: () => Promise<readonly string[]>
  readonly signMessage: (message: string) => Promise<string>
  readonly signTypedData: () => Promise<unknown>
  readonly sendTransaction: () => Promise<unknown>
  readonly disconnect: () => Promise<unknown>
}

/** Result of a call, as the client reports it. */
export type ClientOutcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      /** Messages of the error and of all its causes. */
      readonly words: string
      /** Codes of the error and of all its causes. */
      readonly codes: readonly unknown[]
    }

declare global {
  interface Window {
    openkey: OpenKey
    client: Client
    /** Starts a call of the client and keeps how it ends. */
    startClient: (run: (client: Client) => Promise<unknown>) => void
    clientOutcome: Promise<ClientOutcome>
  }
}

/** The SDK as this page uses it. A busy machine may take its time to start the widget. */
export function openKeyOfPage(): OpenKey {
  const widgetUrl = new URLSearchParams(location.search).get('widget') ?? ''
  window.openkey = createOpenKey({ widgetUrl, appName: 'Test app', connectTimeoutMs: 30_000 })
  return window.openkey
}

/** Lets a test drive a client. */
export function exposeClient(client: Client): void {
  window.client = client
  window.startClient = (run) => {
    window.clientOutcome = run(client).then(
      (value) => ({ ok: true, value }),
      (error) => {
        const errors = causes(error)
        const codes = errors.flatMap(({ code }) => (code === undefined ? [] : [code]))
        return { ok: false, words: errors.map(({ message }) => message).join('\n'), codes }
      },
    )
  }
}

type Reason = { readonly message?: string; readonly code?: unknown; readonly cause?: unknown; readonly info?: unknown }

/** ethers 6 keeps the provider's error in `info`, the others in `cause`. */
function causes(reason: unknown): readonly Reason[] {
  if (typeof reason !== 'object' || reason === null) return []
  const { cause, info, ...rest }: Reason & { error?: unknown } = reason
  return [reason, ...causes(cause), ...causes(info), ...causes(rest.error)]
}

/** A token permit, as malicious pages request it. */
export const typedData = {
  domain: { name: 'Token', chainId: 1 },
  types: { Permit: [{ name: 'spender', type: 'address' }] },
  primaryType: 'Permit',
  message: { spender: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A' },
} as const
