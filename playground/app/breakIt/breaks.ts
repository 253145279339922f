import { type Bootstrap, createOpenKey, type OpenKeyOptions } from '@openkey/host-sdk'
import { TinyCloudWeb, type TinyCloudWebOptions } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'
import { exampleAddress } from '../clients/previewMessage.ts'

/** Something that goes wrong, and how to see it happen. */
export type Break = {
  readonly id: string
  readonly name: string
  readonly what: string
  /** Code of the error that the app gets. `undefined` if it gets none. */
  readonly code: string | undefined
  /** Resolves with the outcome of provisioning, if a sign-in succeeds. @throws the error */
  readonly run: (config: AppConfig) => Promise<Bootstrap | undefined>
}

/** The breaks, those that need no sign-in first. */
export const breaks: readonly Break[] = [
  {
    id: 'wrong-domain',
    name: 'Wrong domain',
    what: 'The message names another site than the one that asks.',
    code: 'domain_mismatch',
    run: (config) => sign(config, { domain: 'bank.example' }),
  },
  {
    id: 'expired',
    name: 'Expired message',
    what: 'The app prepared the message two hours ago, for one hour.',
    code: 'siwe_expired',
    run: (config) => sign(config, { clock: { now: () => Date.now() - 2 * hourMs } }),
  },
  {
    id: 'clock-skew',
    name: 'Clock of the app',
    what: 'The clock that writes the message is a day ahead.',
    code: 'siwe_not_yet_valid',
    run: (config) => sign(config, { clock: { now: () => Date.now() + 24 * hourMs } }),
  },
  {
    id: 'blocked-frame',
    name: 'Blocked frame',
    what: 'The policy of this page has no frame-src for the address of the widget.',
    code: 'frame_blocked',
    run: ({ appName }) =>
      connect({ widgetUrl: 'https://blocked.example/', appName, presentation: 'dialog', connectTimeoutMs: 2_000 }),
  },
  {
    id: 'blocked-window',
    name: 'Blocked window',
    what: 'The browser opens no window, as with a blocker of pop-ups.',
    code: 'popup_blocked',
    run: ({ widgetUrl, appName }) => withoutWindows(() => connect({ widgetUrl, appName, presentation: 'window' })),
  },
  {
    id: 'hostile-peer',
    name: 'Hostile peer',
    what: 'Another page plays the widget, and returns an account that breaks the schema. The guard rejects it.',
    code: 'internal',
    run: ({ otherOrigin, appName }) =>
      connect({ widgetUrl: `${otherOrigin}/hostile-widget`, appName, presentation: 'dialog' }),
  },
  {
    id: 'storage-off',
    name: 'Storage off',
    what: 'The browser denies the app its storage. The session works until the page is closed.',
    code: undefined,
    run: (config) => signIn(config, { sessionStorage: deniedStorage }),
  },
  {
    id: 'node-down',
    name: 'Node down',
    what: 'No request of the app reaches the node.',
    code: 'node_unreachable',
    run: (config) => signIn(config, { fetch: () => Promise.reject(new TypeError('Failed to fetch')) }),
  },
  {
    id: 'node-slow',
    name: 'Node slow',
    what: 'Each response of the node takes three seconds. The sign-in succeeds.',
    code: undefined,
    run: (config) => signIn(config, { fetch: slowFetch }),
  },
  {
    id: 'endpoint-401',
    name: 'Key endpoint: 401',
    what: 'The session of the user ends at the moment of signing. The widget asks to sign in again; close it.',
    code: 'user_rejected',
    run: (config) => withFault('endpoint-401', () => signIn(config)),
  },
  {
    id: 'endpoint-429',
    name: 'Key endpoint: 429',
    what: 'The key endpoint has received too many requests. The widget offers to try again; leave it.',
    code: 'rate_limited',
    run: (config) => withFault('endpoint-429', () => signIn(config)),
  },
  {
    id: 'endpoint-500',
    name: 'Key endpoint: 500',
    what: 'The key endpoint fails. The widget offers to try again; leave it.',
    code: 'key_endpoint_unreachable',
    run: (config) => withFault('endpoint-500', () => signIn(config)),
  },
  {
    id: 'bootstrap-fails',
    name: 'Bootstrap fails',
    what: 'The node rejects the key endpoint while it creates the account of a new user. The sign-in succeeds.',
    code: undefined,
    run: (config) => withFault('bootstrap-fails', () => signIn(config)),
  },
  {
    id: 'bootstrap-off',
    name: 'Bootstrap off',
    what: 'The operator of the key endpoint has turned the creation of accounts off. The sign-in succeeds; the first value asks the user to host the space.',
    code: undefined,
    run: (config) => withFault('bootstrap-off', () => signIn(config)),
  },
]

const hourMs = 3_600_000

/** Connects with an instance of its own, so that nothing of the page breaks. */
async function connect(options: OpenKeyOptions): Promise<undefined> {
  const openkey = createOpenKey(options)
  await openkey.connect().finally(openkey.destroy)
}

/** Has a message signed that a TinyCloud client with these options has prepared for an example account. */
async function sign({ widgetUrl, appName }: AppConfig, options: TinyCloudWebOptions): Promise<undefined> {
  const signer = {
    getAddress: async () => exampleAddress,
    getChainId: async () => 1,
    signMessage: async () => Promise.reject(new Error('Signs nothing.')),
  }
  const { prepared } = await new TinyCloudWeb({ ...options, signer, persistSession: false }).prepareSessionForSigning()
  const openkey = createOpenKey({ widgetUrl, appName })
  await openkey.signSiwe({ message: prepared.siwe }).finally(openkey.destroy)
}

/** Signs in to TinyCloud with a client that is not the one of the page. */
async function signIn(
  { widgetUrl, appName, nodeUrl }: AppConfig,
  options: TinyCloudWebOptions = {},
): Promise<Bootstrap> {
  const openkey = createOpenKey({ widgetUrl, appName })
  const tinycloud = new TinyCloudWeb({
    signer: openkey.signer,
    tinycloudHosts: [nodeUrl],
    autoCreateSpace: false,
    sessionStorageKeyPrefix: 'broken',
    ...options,
  })
  try {
    const { bootstrap } = await openkey.signIn(tinycloud)
    return bootstrap
  } finally {
    await tinycloud.signOut().catch(() => {})
    openkey.destroy()
  }
}

async function withoutWindows<Value>(work: () => Promise<Value>): Promise<Value> {
  const { open } = window
  window.open = () => null
  return work().finally(() => {
    window.open = open
  })
}

/** Has the servers of the playground fail while `work` runs. */
async function withFault<Value>(fault: string, work: () => Promise<Value>): Promise<Value> {
  const set = (name: string | null) => fetch('/faults', { method: 'PUT', body: JSON.stringify({ fault: name }) })
  await set(fault)
  return work().finally(() => set(null))
}

const slowFetch: typeof fetch = async (input, init) => {
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  return fetch(input, init)
}

const denied = () => Promise.reject(new DOMException('The user denied permission.', 'SecurityError'))

const deniedStorage = { get: denied, set: denied, remove: denied }
