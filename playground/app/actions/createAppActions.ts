import type { OpenKey } from '@openkey/host-sdk'
import type { Result, Storable, TinyCloudWeb } from '../../web-sdk/index.ts'
import { describeProblem } from '../problem/describeProblem.ts'
import type { AppEvent } from '../state/appEvent.ts'
import type { Identity } from '../state/appState.ts'
import type { AppActions } from './appActions.ts'

export type AppActionsOptions = {
  readonly openkey: OpenKey
  readonly tinycloud: TinyCloudWeb
  readonly dispatch: (event: AppEvent) => void
}

export function createAppActions({ openkey, tinycloud, dispatch }: AppActionsOptions): AppActions {
  /** Runs one action and says what became of it. */
  async function report(work: () => Promise<AppEvent>, failure: 'failed' | 'signInFailed' = 'failed'): Promise<void> {
    try {
      dispatch(await work())
    } catch (error) {
      dispatch({ type: failure, problem: describeProblem(error) })
    }
  }

  return {
    restore: () =>
      report(async () => {
        const restored = await tinycloud.restoreSession()
        if (restored.status === 'restored') return { type: 'restored', identity: whoAmI(tinycloud) }
        return { type: 'notRestored', reason: restored.status }
      }),
    signIn: () => {
      dispatch({ type: 'signInStarted' })
      return report(async () => {
        await openkey.signIn(tinycloud)
        return { type: 'signedIn', identity: whoAmI(tinycloud) }
      }, 'signInFailed')
    },
    signOut: () =>
      report(async () => {
        await tinycloud.signOut()
        return { type: 'signedOut' }
      }),
    put: (key, value) =>
      report(async () => {
        unwrap(await tinycloud.kv.put(key, value))
        return { type: 'answered', answer: { kind: 'written', key } }
      }),
    get: (key) =>
      report(async () => {
        const { data } = unwrap(await tinycloud.kv.get(key))
        return { type: 'answered', answer: { kind: 'value', key, text: textOf(data) } }
      }),
    list: () =>
      report(async () => ({
        type: 'answered',
        answer: { kind: 'keys', keys: unwrap(await tinycloud.kv.list()).keys },
      })),
    remove: (key) =>
      report(async () => {
        unwrap(await tinycloud.kv.delete(key))
        return { type: 'answered', answer: { kind: 'deleted', key } }
      }),
    signMessage: (message, { timeoutMs, abortAfterMs }) => {
      dispatch({ type: 'signStarted' })
      const abort = new AbortController()
      const timer = abortAfterMs === undefined ? undefined : setTimeout(() => abort.abort(), abortAfterMs)
      return report(async () => {
        const { signature } = await openkey.signSiwe({ message, signal: abort.signal, timeoutMs })
        return { type: 'signed', signature }
      }).finally(() => clearTimeout(timer))
    },
    ping: () =>
      report(async () => {
        await openkey.ping()
        return { type: 'ponged' }
      }),
    disconnect: () =>
      report(async () => {
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
