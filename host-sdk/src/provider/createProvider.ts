import { type Account, OpenKeyError } from '@openkey/protocol'
import type { Limits, OpenKey } from '../openKey.ts'
import { createProviderEvents } from './createProviderEvents.ts'
import type { Provider, RequestArguments } from './provider.ts'
import { ProviderRpcError, toProviderRpcError } from './providerRpcError.ts'
import { readPersonalSign } from './readPersonalSign.ts'
import { switchChain } from './switchChain.ts'
import { unsupportedMethod } from './unsupportedMethod.ts'

export type ProviderOptions = {
  /** EIP-155 id to name until an account is connected: the one `createOpenKey` was given. @default 1 */
  readonly chainId?: number | undefined
}

/**
 * An OpenKey as an EIP-1193 provider: it connects one account and signs SIWE messages (EIP-4361) for it. Asks nobody
 * anything before `eth_requestAccounts` or `wallet_requestPermissions`.
 */
export function createProvider(
  openkey: Pick<OpenKey, 'connect' | 'signSiwe' | 'disconnect' | 'on'>,
  { chainId: chain = 1 }: ProviderOptions = {},
): Provider {
  const { on, removeListener, emit } = createProviderEvents()
  let account: Account | undefined
  const chainId = () => `0x${chain.toString(16)}`

  async function connect(limits: Limits) {
    const connected = await openkey.connect(limits)
    // Read once the answer is there: callers at the same time share it, and one of them tells.
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

  function forget() {
    if (account === undefined) return
    account = undefined
    emit('accountsChanged', [])
    emit('disconnect', new ProviderRpcError(new OpenKeyError('disconnected', 'The account was disconnected.')))
  }
  openkey.on('disconnect', forget)

  const accounts = () => (account === undefined ? [] : [account.address])
  /** EIP-2255. */
  const permissions = () =>
    accounts().map((address) => ({
      parentCapability: 'eth_accounts',
      caveats: [{ type: 'restrictReturnedAccounts', value: [address] }],
    }))

  async function sign(params: unknown, limits: Limits) {
    const { message, address } = readPersonalSign(params)
    if (address.toLowerCase() !== account?.address.toLowerCase()) {
      throw new OpenKeyError('unauthorized', `${address} is not connected: call eth_requestAccounts first.`)
    }
    return (await openkey.signSiwe({ message, ...limits })).signature
  }

  async function answer(method: string, params: unknown, limits: Limits): Promise<unknown> {
    switch (method) {
      case 'eth_requestAccounts':
        await connect(limits)
        return accounts()
      case 'eth_accounts':
        return accounts()
      case 'eth_chainId':
        return chainId()
      case 'wallet_requestPermissions':
        await connect(limits)
        return permissions()
      case 'wallet_getPermissions':
        return permissions()
      case 'wallet_switchEthereumChain':
        return switchChain(params, chain)
      case 'wallet_disconnect':
      case 'wallet_revokePermissions':
        forget()
        await openkey.disconnect(limits)
        return null
      case 'personal_sign':
        return sign(params, limits)
      default:
        throw unsupportedMethod(method)
    }
  }
  /** Typed by the caller, as clients type it: by the method they ask. */
  function request<Result = unknown>(args: RequestArguments, limits?: Limits): Promise<Result>
  async function request({ method, params }: RequestArguments, limits: Limits = {}): Promise<unknown> {
    try {
      return await answer(method, params, limits)
    } catch (error) {
      throw toProviderRpcError(error)
    }
  }

  return { request, on, removeListener }
}
