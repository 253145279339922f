import type { OpenKey } from '@openkey/host-sdk'
import type { Result, Storable, TinyCloudWeb } from '../../web-sdk/index.ts'
import { describeProblem } from '../problem/describeProblem.ts'
import { type SharedPage, sharedPageUrl } from '../sharedPage.ts'
import type { AppEvent } from '../state/appEvent.ts'
import type { Identity, SharedValue } from '../state/appState.ts'

/** Limits of one signature request. Timers, because the modal dialog covers every button of the page. */
type SignLimits = { readonly timeoutMs: number; readonly abortAfterMs: number | undefined }

/** The user's actions on the page. They never reject: failures become events. */
export type AppActions = {
  /** Restores a stored session without prompting the user. */
  restore(): Promise<void>
  signIn(): Promise<void>
  signOut(): Promise<void>
  put(key: string, value: string): Promise<void>
  get(key: string): Promise<void>
  list(): Promise<void>
  remove(key: string): Promise<void>
  /** Creates a link with which anybody can read one value. */
  share(key: string): Promise<void>
  revokeShare(shared: SharedValue): Promise<void>
  /** Reads the value of a link, without an account. */
  readShared(page: SharedPage): Promise<void>
  /** Requests one signature over any text. */
  signMessage(message: string, limits: SignLimits): Promise<void>
  ping(): Promise<void>
  /** Revokes the account's approval of this app. */
  disconnect(): Promise<void>
}

type AppActionsOptions = {
  readonly openkey: OpenKey
  readonly tinycloud: TinyCloudWeb
  /** Signs in to TinyCloud. */
  readonly signIn: () => Promise<unknown>
  /** URL of this page. */
  readonly pageUrl: string
  readonly dispatch: (event: AppEvent) => void
}

export function createAppActions({ openkey, tinycloud, signIn, pageUrl, dispatch }: AppActionsOptions): AppActions {
  /** Runs one action and dispatches its outcome. */
  async function run(work: () => Promise<AppEvent>, failure: 'failed' | 'signInFailed' = 'failed'): Promise<void> {
    try {
      dispatch(await work())
    } catch (error) {
      dispatch({ type: failure, problem: describeProblem(error) })
    }
  }

  return {
    restore: () =>
      run(async () => {
        const restored = await tinycloud.restoreSession()
        if (restored.status === 'restored') return { type: 'restored', identity: whoAmI(tinycloud) }
        return { type: 'notRestored', reason: restored.status }
      }),
    signIn: () => {
      dispatch({ type: 'signInStarted' })
      return run(async () => {
        await signIn()
        return { type: 'signedIn', identity: whoAmI(tinycloud) }
      }, 'signInFailed')
    },
    signOut: () =>
      run(async () => {
        await tinycloud.signOut()
        return { type: 'signedOut' }
      }),
    put: (key, value) => {
      dispatch({ type: 'putStarted', key })
      return run(async () => {
        unwrap(await tinycloud.kv.put(key, value))
        return { type: 'answered', answer: { kind: 'written', key } }
      })
    },
    get: (key) =>
      run(async () => {
        const { data } = unwrap(await tinycloud.kv.get(key))
        return { type: 'answered', answer: { kind: 'value', key, text: textOf(data) } }
      }),
    list: () =>
      run(async () => ({
        type: 'answered',
        answer: { kind: 'keys', keys: unwrap(await tinycloud.kv.list()).keys },
      })),
    remove: (key) =>
      run(async () => {
        unwrap(await tinycloud.kv.delete(key))
        return { type: 'answered', answer: { kind: 'deleted', key } }
      }),
    share: (key) =>
      run(async () => {
        const share = await tinycloud.share({ path: key, url: sharedPageUrl(pageUrl, key) })
        return { type: 'shared', shared: { key, share } }
      }),
    revokeShare: (shared) =>
      run(async () => {
        await tinycloud.revokeDelegation(shared.share.delegation)
        return { type: 'shareRevoked', shared }
      }),
    readShared: ({ key, link }) =>
      run(async () => {
        const { kv } = await tinycloud.useShareLink(link)
        return { type: 'sharedRead', key, text: textOf(unwrap(await kv.get(key)).data) }
      }),
    signMessage: (message, { timeoutMs, abortAfterMs }) => {
      dispatch({ type: 'signStarted' })
      const abort = new AbortController()
      const timer = abortAfterMs === undefined ? undefined : setTimeout(() => abort.abort(), abortAfterMs)
      return run(async () => {
        const { signature } = await openkey.signSiwe({ message, signal: abort.signal, timeoutMs })
        return { type: 'signed', signature }
      }).finally(() => clearTimeout(timer))
    },
    ping: () =>
      run(async () => {
        await openkey.ping()
        return { type: 'ponged' }
      }),
    disconnect: () =>
      run(async () => {
        await openkey.disconnect()
        return { type: 'disconnected' }
      }),
  }
}

function whoAmI(tinycloud: TinyCloudWeb): Identity {
  const { did, sessionDid, spaceId = '' } = tinycloud
  return { did, sessionDid, address: tinycloud.address() ?? '', spaceId }
}

function unwrap<Data>(result: Result<Data>): Data {
  if (result.ok) return result.data
  throw result.error
}

function textOf(value: Storable): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
}
