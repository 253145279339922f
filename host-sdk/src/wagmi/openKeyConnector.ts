import type { Account } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'
import { createProvider, type Provider } from '../provider/index.ts'
import { openKeyIcon } from '../provider/openKeyIcon.ts'

export type OpenKeyConnectorOptions = {
  /** Created once, in a module of its own. */
  readonly openkey: Pick<OpenKey, 'connect' | 'signSiwe' | 'disconnect' | 'on'>
  /** Name in lists of wallets. @default 'OpenKey' */
  readonly name?: string | undefined
  /** Square image as a data URI. @default the icon of OpenKey */
  readonly icon?: `data:image/${string}` | undefined
}

type Address = Account['address']

/** The part of wagmi's `CreateConnectorFn` that a connector uses, so that the SDK needs no types of wagmi. */
type ConnectorConfig = {
  readonly chains: readonly { readonly id: number }[]
  readonly emitter: {
    emit(name: 'change', change: { accounts?: readonly Address[]; chainId?: number }): unknown
    emit(name: 'disconnect'): unknown
  }
  readonly storage?: { getItem(key: 'recentConnectorId'): unknown } | null | undefined
}

type ConnectParameters<WithCapabilities> = {
  readonly isReconnecting?: boolean | undefined
  readonly withCapabilities?: WithCapabilities | boolean | undefined
}

type Connected<WithCapabilities> = {
  readonly accounts: WithCapabilities extends true
    ? readonly { readonly address: Address; readonly capabilities: Record<string, unknown> }[]
    : readonly Address[]
  readonly chainId: number
}

const id = 'so.openkey'

/**
 * Creates a [wagmi](https://wagmi.sh) connector, which connects one account and signs SIWE messages. wagmi's
 * `reconnect` finds the account again after a reload, and shows nothing.
 * @example
 * const config = createConfig({
 *   chains: [mainnet],
 *   connectors: [openKey({ openkey })],
 *   transports: { [mainnet.id]: http() },
 * })
 * @see https://wagmi.sh/dev/creating-connectors
 */
export function openKey({ openkey, name = 'OpenKey', icon = openKeyIcon }: OpenKeyConnectorOptions) {
  return ({ chains, emitter, storage }: ConnectorConfig) => {
    const provider = createProvider(openkey, { chainId: chains[0]?.id })
    const getAccounts = () => provider.request<readonly Address[]>({ method: 'eth_accounts' })
    const getChainId = async () => Number(await provider.request({ method: 'eth_chainId' }))

    async function onAccountsChanged() {
      const accounts = await getAccounts()
      if (accounts.length > 0) emitter.emit('change', { accounts })
    }
    const onChainChanged = (chainId: string) => void emitter.emit('change', { chainId: Number(chainId) })
    const onDisconnect = () => void emitter.emit('disconnect')

    async function connect<WithCapabilities extends boolean = false>(
      parameters?: ConnectParameters<WithCapabilities>,
    ): Promise<Connected<WithCapabilities>>
    async function connect({ isReconnecting, withCapabilities }: ConnectParameters<boolean> = {}) {
      const method = isReconnecting ? 'eth_accounts' : 'eth_requestAccounts'
      const addresses = await provider.request<readonly Address[]>({ method })
      const accounts = withCapabilities ? addresses.map((address) => ({ address, capabilities: {} })) : addresses
      return { accounts, chainId: await getChainId() }
    }

    return {
      id,
      name,
      icon,
      // Hides the entry that `announceProvider` adds to lists of wallets.
      rdns: id,
      type: 'openKey',
      async setup() {
        provider.on('accountsChanged', onAccountsChanged)
        provider.on('chainChanged', onChainChanged)
        provider.on('disconnect', onDisconnect)
      },
      connect,
      async disconnect() {
        await provider.request({ method: 'wallet_disconnect' })
      },
      getAccounts,
      getChainId,
      getProvider: async (): Promise<Provider> => provider,
      /** Loads the widget only if OpenKey was the last wallet of this user. */
      async isAuthorized() {
        if (storage && (await storage.getItem('recentConnectorId')) !== id) return false
        return (await getAccounts()).length > 0
      },
      onAccountsChanged,
      onChainChanged,
      onDisconnect,
    }
  }
}
