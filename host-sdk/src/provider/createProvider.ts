import { type Account, OpenKeyError } from '@openkey/protocol'
import type { CallOptions, OpenKey } from '../openKey.ts'
import type { Provider, ProviderEvents, RequestArguments } from './provider.ts'
import { ProviderRpcError, toProviderRpcError } from './providerRpcError.ts'
import { readPersonalSign } from './readPersonalSign.ts'
import { unsupportedMethod } from './unsupportedMethod.ts'

export type ProviderOptions = {
  /** EIP-155 id to report before an account is connected. Pass the `chainId` of `createOpenKey`. @default 1 */
  readonly chainId?: number | undefined
}

/**
 * Wraps an OpenKey instance as an [EIP-1193](https://eips.ethereum.org/EIPS/eip-1193) provider, which connects one
 * account and signs SIWE messages ([EIP-4361](https://eips.ethereum.org/EIPS/eip-4361)). The user sees nothing before
 * `eth_requestAccounts` or `wallet_requestPermissions`.
 * @example
 * const wallet = createWalletClient({ chain: mainnet, transport: custom(createProvider(openkey), { retryCount: 0 }) })
 * const [address] = await wallet.requestAddresses()
 */
export function createProvider(
  openkey: Pick<OpenKey, 'connect' | 'signSiwe' | 'disconnect' | 'on'>,
  { chainId: chain = 1 }: ProviderOptions = {},
): Provider {
  const { on, removeListener, emit } = createProviderEvents()
  let account: Account | undefined
  /** Looks once for an account that the user shared before this page loaded. */
  let restored: Promise<void> | undefined
  const chainId = () => `0x${chain.toString(16)}`

  /** Concurrent calls share their result, and only the first emits the events. */
  function setAccount(connected: Account) {
    const isKnown = account?.address === connected.address
    account = connected
    if (chain !== connected.chainId) {
      chain = connected.chainId
      emit('chainChanged', chainId())
    }
    if (isKnown) return
    emit('connect', { chainId: chainId() })
    emit('accountsChanged', [connected.address])
  }

  function clearAccount() {
    restored = Promise.resolve()
    if (account === undefined) return
    account = undefined
    emit('accountsChanged', [])
    emit('disconnect', new ProviderRpcError(new OpenKeyError('disconnected', 'The account was disconnected.')))
  }
  openkey.on('account', (next) => (next ? setAccount(next) : clearAccount()))

  const connect = async (options: CallOptions) => setAccount(await openkey.connect(options))

  async function accounts() {
    if (account === undefined) {
      restored ??= openkey.connect({ silent: true }).then(setAccount, () => {})
      await restored
    }
    return account === undefined ? [] : [account.address]
  }
  /** [EIP-2255](https://eips.ethereum.org/EIPS/eip-2255) permissions. */
  const permissions = async () =>
    (await accounts()).map((address) => ({
      parentCapability: 'eth_accounts',
      caveats: [{ type: 'restrictReturnedAccounts', value: [address] }],
    }))

  async function sign(params: unknown, options: CallOptions) {
    const { message, address } = readPersonalSign(params)
    if (address.toLowerCase() !== account?.address.toLowerCase()) {
      throw new OpenKeyError('unauthorized', `The account ${address} is not connected: call eth_requestAccounts first.`)
    }
    return (await openkey.signSiwe({ message, ...options })).signature
  }

  async function handle(method: string, params: unknown, options: CallOptions): Promise<unknown> {
    switch (method) {
      case 'eth_requestAccounts':
        await connect(options)
        return accounts()
      case 'eth_accounts':
        return accounts()
      case 'eth_chainId':
        return chainId()
      case 'wallet_requestPermissions':
        await connect(options)
        return permissions()
      case 'wallet_getPermissions':
        return permissions()
      case 'wallet_switchEthereumChain':
        return switchChain(params, chain)
      case 'wallet_disconnect':
      case 'wallet_revokePermissions':
        clearAccount()
        await openkey.disconnect(options)
        return null
      case 'personal_sign':
        return sign(params, options)
      default:
        throw unsupportedMethod(method)
    }
  }
  /** The caller chooses the result type, as clients do by method. */
  function request<Result = unknown>(args: RequestArguments, options?: CallOptions): Promise<Result>
  async function request({ method, params }: RequestArguments, options: CallOptions = {}): Promise<unknown> {
    try {
      return await handle(method, params, options)
    } catch (error) {
      throw toProviderRpcError(error)
    }
  }

  return { request, on, removeListener }
}

/**
 * Implements [EIP-3326](https://eips.ethereum.org/EIPS/eip-3326) for a wallet with one chain: only that chain can be
 * chosen.
 * @throws {OpenKeyError} `chain_unsupported`
 */
function switchChain(params: unknown, chainId: number): null {
  const [input] = Array.isArray(params) ? params : []
  const received = String(input?.chainId)
  if (Number(received) === chainId) return null
  const expected = `0x${chainId.toString(16)}`
  throw new OpenKeyError('chain_unsupported', `The account is on chain ${expected} only, not on ${received}.`, {
    details: { expected, received },
  })
}

type ProviderListeners = Pick<Provider, 'on' | 'removeListener'> & {
  readonly emit: <Name extends keyof ProviderEvents>(name: Name, event: Parameters<ProviderEvents[Name]>[0]) => void
}

/**
 * Creates the events of a provider. An error in a listener is reported by the browser and affects no other listener.
 */
function createProviderEvents(): ProviderListeners {
  const listeners: { readonly name: string; readonly listener: (event: never) => void }[] = []
  return {
    on(name, listener) {
      listeners.push({ name, listener })
    },
    removeListener(name, listener) {
      const index = listeners.findIndex((known) => known.name === name && known.listener === listener)
      if (index >= 0) listeners.splice(index, 1)
    },
    emit(name, event) {
      for (const known of listeners) {
        if (known.name === name) queueMicrotask(() => known.listener(event as never))
      }
    },
  }
}
