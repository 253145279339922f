import type { Account, OpenKeyError, SignedSiwe } from '@openkey/protocol'
import { toOpenKeyError } from '../calls/toOpenKeyError.ts'
import type { CallOptions, ConnectOptions, OpenKey, SignInAuth, SignSiweInput } from '../openKey.ts'

/** State of the connection, as components show it. */
export type ConnectionState = {
  /** `connecting` and `signing` while the user is asked. */
  readonly status: 'disconnected' | 'connecting' | 'connected' | 'signing'
  /** The connected account. */
  readonly account: Account | undefined
  /** Why the last action failed, until the next one begins. */
  readonly error: OpenKeyError | undefined
}

/** The calls of an OpenKey, for event handlers: they never reject. A failure is in `error`. */
export type ConnectionActions = {
  /** Connects one account. @returns `undefined` after a failure */
  readonly connect: (options?: ConnectOptions) => Promise<Account | undefined>
  /** Signs in to TinyCloud. @returns `undefined` after a failure, also of `auth` */
  readonly signIn: <Prepared extends { readonly siwe: string }, Jwk, Session>(
    auth: SignInAuth<Prepared, Jwk, Session>,
    options?: CallOptions,
  ) => Promise<Session | undefined>
  /** Signs one SIWE message. @returns `undefined` after a failure */
  readonly signSiwe: (input: SignSiweInput) => Promise<SignedSiwe | undefined>
  /** Forgets the account, and the widget's approval of this app. */
  readonly disconnect: (options?: CallOptions) => Promise<void>
}

export type ConnectionStore = ConnectionActions & {
  readonly get: () => ConnectionState
  /** @returns a function that unsubscribes */
  readonly subscribe: (onChange: () => void) => () => void
}

export const disconnected: ConnectionState = { status: 'disconnected', account: undefined, error: undefined }

const stores = new WeakMap<OpenKey, ConnectionStore>()

/** Returns the store of an OpenKey. All components that use the OpenKey share it. */
export function connectionStoreOf(openkey: OpenKey): ConnectionStore {
  const store = stores.get(openkey) ?? createConnectionStore(openkey)
  stores.set(openkey, store)
  return store
}

function createConnectionStore(openkey: OpenKey): ConnectionStore {
  const subscribers = new Set<() => void>()
  const { account } = openkey
  let state: ConnectionState = account === undefined ? disconnected : { ...disconnected, status: 'connected', account }
  const set = (change: Partial<ConnectionState>) => {
    state = { ...state, ...change }
    for (const notify of subscribers) notify()
  }
  const settled = () => (openkey.account === undefined ? 'disconnected' : 'connected')
  openkey.on('account', (account) => {
    const isAsking = state.status === 'connecting' || state.status === 'signing'
    set({ account, status: account === undefined ? 'disconnected' : isAsking ? state.status : 'connected' })
  })

  /** The state follows the newest action. */
  let newest = 0
  async function run<Value>(status: ConnectionState['status'], work: () => Promise<Value>): Promise<Value | undefined> {
    newest += 1
    const action = newest
    const end = (error?: OpenKeyError) => {
      set({ account: openkey.account, ...(action === newest && { error, status: settled() }) })
    }
    set({ status, error: undefined })
    try {
      const value = await work()
      end()
      return value
    } catch (error) {
      end(toOpenKeyError(error))
      return undefined
    }
  }

  return {
    get: () => state,
    subscribe(onChange) {
      subscribers.add(onChange)
      return () => subscribers.delete(onChange)
    },
    connect: (options) => run('connecting', () => openkey.connect(options)),
    signIn: (auth, options) => run('signing', async () => (await openkey.signIn(auth, options)).session),
    signSiwe: (input) => run('signing', () => openkey.signSiwe(input)),
    async disconnect(options) {
      await run(state.status, () => openkey.disconnect(options))
    },
  }
}
