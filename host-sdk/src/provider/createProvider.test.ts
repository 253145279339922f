import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { declinedError, fakeOpenKey } from '../testing/fakeOpenKey.ts'
import { account, message, signed } from '../testing/scriptedWidget.ts'
import { createProvider, type ProviderOptions } from './createProvider.ts'
import type { Provider } from './provider.ts'

const { address } = account

/** A provider, and all it has said so far. */
function setup(options?: ProviderOptions) {
  const openkey = fakeOpenKey()
  const provider = createProvider(openkey, options)
  const events: unknown[] = []
  for (const name of ['connect', 'disconnect', 'accountsChanged', 'chainChanged'] as const) {
    provider.on(name, (event: unknown) => events.push([name, event]))
  }
  const ask = (method: string, ...params: readonly unknown[]) => provider.request({ method, params })
  return { openkey, provider, events, ask }
}

async function connected() {
  const host = setup()
  await host.ask('eth_requestAccounts')
  host.openkey.calls.splice(0)
  host.events.splice(0)
  return host
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )

describe('createProvider', () => {
  test('shows nothing before it connects, and looks once for an account from before', async () => {
    const { openkey, ask, events } = setup()
    openkey.failure = new OpenKeyError('unauthorized', 'The user must be asked first.')
    expect(
      await Promise.all(['eth_accounts', 'eth_chainId', 'wallet_getPermissions'].map((name) => ask(name))),
    ).toEqual([[], '0x1', []])
    expect([openkey.calls, events]).toEqual([[['connect', { silent: true }]], []])
  })

  test('returns the account that the user shared before this page loaded, and emits its events once', async () => {
    const { openkey, ask, events } = setup()
    expect(await Promise.all([ask('eth_accounts'), ask('eth_accounts')])).toEqual([[address], [address]])
    expect(openkey.calls).toEqual([['connect', { silent: true }]])
    expect(events).toEqual([
      ['connect', { chainId: '0x1' }],
      ['accountsChanged', [address]],
    ])
  })

  test('looks for no earlier account after a disconnection', async () => {
    const { openkey, ask } = await connected()
    openkey.failure = new OpenKeyError('frame_blocked', 'Blocked.')
    await failure(ask('wallet_disconnect'))
    expect(await ask('eth_accounts')).toEqual([])
    expect(openkey.calls).toEqual([['disconnect', {}]])
  })

  test('reports an account that the app connects itself', async () => {
    const { openkey, ask, events } = setup()
    openkey.emitAccount(account)
    expect(await ask('eth_accounts')).toEqual([address])
    expect(events).toHaveLength(2)
    expect(openkey.calls).toEqual([])
  })

  test('param: chainId is reported until an account is connected', async () => {
    const { ask, events } = setup({ chainId: 10 })
    expect(await ask('eth_chainId')).toBe('0xa')
    await ask('eth_requestAccounts')
    expect(await ask('eth_chainId')).toBe('0x1')
    expect(events).toContainEqual(['chainChanged', '0x1'])
  })

  test('connects, emits its events once, and returns the account from then on', async () => {
    const { openkey, ask, events } = setup()
    expect(await Promise.all([ask('eth_requestAccounts'), ask('eth_requestAccounts')])).toEqual([[address], [address]])
    expect(await ask('eth_accounts')).toEqual([address])
    expect(openkey.calls).toHaveLength(2)
    expect(events).toEqual([
      ['connect', { chainId: '0x1' }],
      ['accountsChanged', [address]],
    ])
  })

  test('grants permission to see accounts by connecting (EIP-2255)', async () => {
    const { ask } = setup()
    const permissions = [
      { parentCapability: 'eth_accounts', caveats: [{ type: 'restrictReturnedAccounts', value: [address] }] },
    ]
    expect(await ask('wallet_requestPermissions', { eth_accounts: {} })).toEqual(permissions)
    expect(await ask('wallet_getPermissions')).toEqual(permissions)
  })

  test('emits another account', async () => {
    const { openkey, ask, events } = await connected()
    const other = { ...account, address: `0x${'2b'.repeat(20)}` } as const
    openkey.account = other
    await ask('eth_requestAccounts')
    expect(events).toContainEqual(['accountsChanged', [other.address]])
  })

  test.for(['wallet_disconnect', 'wallet_revokePermissions'])(
    '%s forgets the account and its approval',
    async (name) => {
      const { openkey, ask, events } = await connected()
      expect(await ask(name, { eth_accounts: {} })).toBeNull()
      openkey.emitAccount()
      expect(openkey.calls).toEqual([['disconnect', {}]])
      expect(await ask('eth_accounts')).toEqual([])
      expect(events).toEqual([
        ['accountsChanged', []],
        ['disconnect', expect.objectContaining({ code: 4900, data: { code: 'disconnected', details: {} } })],
      ])
    },
  )

  test('clears the account when the app disconnects', async () => {
    const { openkey, ask, events } = await connected()
    openkey.emitAccount()
    expect(await ask('eth_accounts')).toEqual([])
    expect(events).toMatchObject([
      ['accountsChanged', []],
      ['disconnect', { code: 4900 }],
    ])
  })

  test('signs a SIWE message for the connected account, in either order of parameters', async () => {
    const { openkey, ask } = await connected()
    const hex = `0x${Buffer.from(message).toString('hex')}`
    const ways = [
      [message, address],
      [hex, address.toLowerCase()],
      [address, hex],
      [hex, address, 'a password nobody asked for'],
    ]
    for (const params of ways) expect(await ask('personal_sign', ...params)).toBe(signed.signature)
    expect(openkey.calls).toEqual(ways.map(() => ['signSiwe', { message }]))
  })

  test('passes options on', async () => {
    const { openkey, provider } = setup()
    const limits = { timeoutMs: 1_000, signal: new AbortController().signal }
    await provider.request({ method: 'eth_requestAccounts' }, limits)
    await provider.request({ method: 'personal_sign', params: [message, address] }, limits)
    await provider.request({ method: 'wallet_disconnect' }, limits)
    expect(openkey.calls).toEqual([
      ['connect', limits],
      ['signSiwe', { message, ...limits }],
      ['disconnect', limits],
    ])
  })

  test('error: rejects an account that is not connected', async () => {
    const { openkey, ask } = setup()
    expect(await failure(ask('personal_sign', message, address))).toMatchObject({
      code: 4100,
      data: { code: 'unauthorized' },
    })
    await ask('eth_requestAccounts')
    expect(await failure(ask('personal_sign', message, `0x${'2b'.repeat(20)}`))).toMatchObject({ code: 4100 })
    expect(openkey.calls).toEqual([['connect', {}]])
  })

  test.for([
    'eth_sign',
    'eth_signTypedData',
    'eth_signTypedData_v3',
    'eth_signTypedData_v4',
    'eth_signTransaction',
    'eth_sendTransaction',
    'eth_sendRawTransaction',
    'wallet_sendTransaction',
  ])('S1: rejects %s with the reason', async (method) => {
    const { openkey, ask } = await connected()
    expect(await failure(ask(method, address, '0x00'))).toMatchObject({
      name: 'ProviderRpcError',
      code: 4200,
      message: `OpenKey does not support ${method}: it signs only SIWE messages, by personal_sign.`,
      data: { code: 'unsupported_method', details: {} },
    })
    expect(openkey.calls).toEqual([])
  })

  test.for(['eth_call', 'wallet_addEthereumChain', 'constructor', '__proto__', 'personal_ecRecover'])(
    'error: rejects %s',
    async (method) => {
      const { ask } = await connected()
      expect(await failure(ask(method))).toMatchObject({ code: 4200, message: expect.stringContaining(method) })
    },
  )

  test('accepts a switch to its own chain only', async () => {
    const { ask } = await connected()
    expect(await ask('wallet_switchEthereumChain', { chainId: '0x1' })).toBeNull()
    for (const params of [[{ chainId: '0xa' }], [{}], []]) {
      expect(await failure(ask('wallet_switchEthereumChain', ...params))).toMatchObject({
        code: -32029,
        data: { code: 'chain_unsupported', details: { expected: '0x1' } },
      })
    }
  })

  test('error: rejects with the number, the code with its details, and the error as cause', async () => {
    const { openkey, ask } = setup()
    const cause = declinedError()
    openkey.failure = cause
    const error = await failure(ask('eth_requestAccounts'))
    expect(error).toBeInstanceOf(Error)
    expect({ ...(error as Error), message: (error as Error).message }).toEqual({
      name: 'ProviderRpcError',
      message: 'The user declined.',
      code: 4001,
      data: { code: 'user_rejected', details: { how: 'declined' } },
    })
    expect((error as Error).cause).toBe(cause)
  })

  test('error: converts an OpenKeyError of another copy of the SDK', async () => {
    const { openkey, ask } = setup()
    const { message, number, code, details } = declinedError()
    openkey.failure = Object.assign(new Error(message), { number, code, details }) as OpenKeyError
    expect(await failure(ask('eth_requestAccounts'))).toMatchObject({ code: 4001, data: { code: 'user_rejected' } })
  })

  test('error: returns other errors unchanged', async () => {
    const mistake = new TypeError('A mistake.')
    const provider = createProvider({ ...fakeOpenKey(), connect: () => Promise.reject(mistake) })
    expect(await failure(provider.request({ method: 'eth_requestAccounts' }))).toBe(mistake)
  })

  test('removeListener: removes one listener only', async () => {
    const { provider, ask } = setup()
    const events: string[] = []
    const first = () => events.push('first')
    provider.on('connect', first)
    provider.on('connect', () => events.push('second'))
    provider.removeListener('connect', first)
    await ask('eth_requestAccounts')
    expect(events).toEqual(['second'])
  })

  test('accepts listeners for events that it never emits', () => {
    const { provider } = setup()
    const on: (name: string, listener: () => void) => void = provider.on as Provider['on'] & typeof on
    expect(() => on('networkChanged', () => {})).not.toThrow()
  })

  test('emits two disconnects in a row once', async () => {
    const { openkey, ask, events } = await connected()
    await ask('wallet_disconnect')
    openkey.failure = new OpenKeyError('frame_blocked', 'Blocked.')
    expect(await failure(ask('wallet_disconnect'))).toMatchObject({ code: -32007 })
    expect(events).toHaveLength(2)
  })
})
