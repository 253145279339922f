import { OpenKeyError } from '@openkey/protocol'
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useSyncExternalStore,
} from 'react'
import type { OpenKey } from '../openKey.ts'
import { type ConnectionActions, type ConnectionState, connectionStoreOf, disconnected } from './connectionStore.ts'

const OpenKeyContext = createContext<OpenKey | undefined>(undefined)

export type OpenKeyProviderProps = {
  /** Created once, in a module of its own. */
  readonly openkey: OpenKey
  readonly children?: ReactNode
}

/**
 * Gives an OpenKey to the components inside.
 * @example
 * const openkey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
 * root.render(<OpenKeyProvider openkey={openkey}><App /></OpenKeyProvider>)
 */
export function OpenKeyProvider({ openkey, children }: OpenKeyProviderProps): ReactElement {
  return createElement(OpenKeyContext.Provider, { value: openkey }, children)
}

export type UseOpenKey = ConnectionState & ConnectionActions & { readonly openkey: OpenKey }

/**
 * Returns the state of the connection and its actions, which keep their identity. Safe in StrictMode, and on a server,
 * where the status is `disconnected`.
 * @throws {OpenKeyError} `invalid_params` outside an `OpenKeyProvider`
 * @example
 * const { account, connect } = useOpenKey()
 * return <button onClick={() => connect()}>{account?.address ?? 'Sign in'}</button>
 */
export function useOpenKey(): UseOpenKey {
  const openkey = useContext(OpenKeyContext)
  if (openkey === undefined) {
    throw new OpenKeyError('invalid_params', 'useOpenKey requires an <OpenKeyProvider openkey={…}> around it.', {
      details: { field: 'openkey' },
    })
  }
  const { get, subscribe, ...actions } = connectionStoreOf(openkey)
  const state = useSyncExternalStore(subscribe, get, () => disconnected)
  return { ...state, ...actions, openkey }
}
