import { afterEach, describe, expect, test } from 'vitest'
import { createConfig, createStorage, http, type Storage } from 'wagmi'
import { connect, disconnect, getConnection, reconnect, signMessage, switchChain } from 'wagmi/actions'
import { mainnet } from 'wagmi/chains'
import { createTestOpenKey, type TestOpenKeyOptions } from '../testing/createTestOpenKey.ts'
import { openKey } from './openKeyConnector.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const run of undo.splice(0)) run()
})

function memoryStorage(): Storage {
  const items = new Map<string, string>()
  return createStorage({
    storage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    },
  })
}

/** A page of an app with wagmi. A later page of the same browser shares its storage. */
function openPage({ storage = memoryStorage(), ...options }: TestOpenKeyOptions & { storage?: Storage | null } = {}) {
  const { openkey, user } = createTestOpenKey(options)
  const config = createConfig({
    chains: [mainnet],
    connectors: [openKey({ openkey })],
    transports: { [mainnet.id]: http() },
    multiInjectedProviderDiscovery: false,
    storage,
  })
  undo.push(openkey.destroy)
  const [connector] = config.connectors
  if (connector === undefined) throw new Error('wagmi has no connector.')
  return { config, connector, openkey, user, storage }
}

describe('openKey', () => {
  test('connects the account', async () => {
    const { config, connector, user } = openPage()
    const { address } = user.account
    expect(connector).toMatchObject({ id: 'so.openkey', name: 'OpenKey', icon: expect.stringMatching(/^data:image/) })
    expect(await connect(config, { connector })).toEqual({ accounts: [address], chainId: 1 })
    expect(getConnection(config)).toMatchObject({ status: 'connected', address, chainId: 1 })
  })

  test('describes capabilities to who asks for them: it has none', async () => {
    const { config, connector, user } = openPage()
    const { accounts } = await connect(config, { connector, withCapabilities: true })
    expect(accounts).toEqual([{ address: user.account.address, capabilities: {} }])
  })

  test('has SIWE messages signed, and refuses other text', async () => {
    const { config, connector, user } = openPage()
    await connect(config, { connector })
    const message = `app.example wants you to sign in with your Ethereum account:
${user.account.address}


URI: https://app.example/
Version: 1
Chain ID: 1
Nonce: abcdefgh
Issued At: 2026-01-01T00:00:00.000Z`
    expect(await signMessage(config, { message })).toMatch(/^0x[0-9a-f]{130}$/)
    await expect(signMessage(config, { message: 'I owe you 5 ether.' })).rejects.toThrow('not a SIWE message')
  })

  test('reports the user’s rejection as wagmi’s own error', async () => {
    const { config, connector, user } = openPage()
    user.rejectNext('user_rejected')
    await expect(connect(config, { connector })).rejects.toMatchObject({ code: 4001 })
  })

  test('reconnects after a reload, and the user sees nothing', async () => {
    const first = openPage()
    await connect(first.config, { connector: first.connector })
    const { config, user } = openPage({ storage: first.storage, isApproved: true })
    await reconnect(config)
    expect(getConnection(config)).toMatchObject({ status: 'connected', address: user.account.address })
    expect(user.requests).toEqual([])
  })

  test('reconnects without a storage of wagmi, too', async () => {
    const { config, user } = openPage({ storage: null, isApproved: true })
    await reconnect(config)
    expect(getConnection(config)).toMatchObject({ status: 'connected', address: user.account.address })
  })

  test('does not reconnect, nor load the widget, for a user of another wallet or of none', async () => {
    const { config, connector, openkey } = openPage({ isApproved: true })
    const presented: unknown[] = []
    openkey.on('presentation', (event) => presented.push(event))
    await reconnect(config)
    expect(getConnection(config).status).toBe('disconnected')
    expect(await connector.isAuthorized()).toBe(false)
    expect(presented).toEqual([])
  })

  test('does not reconnect after a disconnection, which revokes the approval', async () => {
    const { config, connector, storage, openkey } = openPage()
    await connect(config, { connector })
    await disconnect(config)
    expect(getConnection(config).status).toBe('disconnected')
    await expect(openkey.connect({ silent: true })).rejects.toMatchObject({ code: 'unauthorized' })
    const later = openPage({ storage })
    await reconnect(later.config)
    expect(getConnection(later.config).status).toBe('disconnected')
  })

  test('follows a disconnection that the app makes through the SDK', async () => {
    const { config, connector, openkey } = openPage()
    await connect(config, { connector })
    await openkey.disconnect()
    await expect.poll(() => getConnection(config).status).toBe('disconnected')
  })

  test('cannot switch to another chain', async () => {
    const { config, connector } = openPage()
    await connect(config, { connector })
    await expect(switchChain(config, { chainId: 1, connector })).rejects.toThrow('does not support programmatic')
  })
})
