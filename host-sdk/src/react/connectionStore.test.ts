import { afterEach, describe, expect, test } from 'vitest'
import type { OpenKey } from '../openKey.ts'
import { createTestOpenKey } from '../testing/createTestOpenKey.ts'
import { type ConnectionState, connectionStoreOf } from './connectionStore.ts'

const opened: OpenKey[] = []
afterEach(() => {
  for (const openkey of opened.splice(0)) openkey.destroy()
})

function setup() {
  const { openkey, user } = createTestOpenKey()
  opened.push(openkey)
  const store = connectionStoreOf(openkey)
  const states: ConnectionState[] = []
  store.subscribe(() => states.push(store.get()))
  const { account } = user
  const siwe = `app.example wants you to sign in with your Ethereum account:
${account.address}


URI: https://app.example/
Version: 1
Chain ID: 1
Nonce: abcdefgh
Issued At: 2026-01-01T00:00:00.000Z`
  const auth = {
    prepareSessionForSigning: async () => ({ prepared: { siwe }, keyId: account.keyId, jwk: undefined }),
    signInWithPreparedSession: async (_: unknown, signature: string) => signature,
  }
  return { openkey, user, store, states, account, siwe, auth }
}

const rejected = expect.objectContaining({ code: 'user_rejected' })

describe('connectionStoreOf', () => {
  test('returns one store for each OpenKey', () => {
    const { openkey, store } = setup()
    expect(connectionStoreOf(openkey)).toBe(store)
    expect(connectionStoreOf(setup().openkey)).not.toBe(store)
  })

  test('follows a connection until it is ended', async () => {
    const { store, states, account } = setup()
    expect(store.get()).toEqual({ status: 'disconnected', account: undefined, error: undefined })
    expect(await store.connect()).toEqual(account)
    expect(states[0]).toEqual({ status: 'connecting', account: undefined, error: undefined })
    expect(store.get()).toEqual({ status: 'connected', account, error: undefined })
    await store.disconnect()
    expect(store.get()).toEqual({ status: 'disconnected', account: undefined, error: undefined })
  })

  test('follows a disconnection that another component began', async () => {
    const { openkey, store } = setup()
    await store.connect()
    await openkey.disconnect()
    await expect.poll(() => store.get().status).toBe('disconnected')
  })

  test('follows a connection that another part of the app began, and one from before', async () => {
    const { openkey, store, account } = setup()
    await openkey.connect()
    await expect.poll(() => store.get()).toEqual({ status: 'connected', account, error: undefined })
    const { openkey: earlier, user } = createTestOpenKey()
    opened.push(earlier)
    await earlier.connect()
    const known = { status: 'connected', account: user.account, error: undefined }
    expect(connectionStoreOf(earlier).get()).toEqual(known)
  })

  test('keeps the error of the last action, and rejects nothing', async () => {
    const { user, store, account } = setup()
    user.rejectNext('user_rejected')
    expect(await store.connect()).toBeUndefined()
    expect(store.get()).toEqual({ status: 'disconnected', account: undefined, error: rejected })
    await store.connect()
    expect(store.get()).toEqual({ status: 'connected', account, error: undefined })
  })

  test('stays connected when a signature is rejected', async () => {
    const { user, store, account, siwe } = setup()
    await store.connect()
    user.rejectNext('user_rejected')
    expect(await store.signSiwe({ message: siwe })).toBeUndefined()
    expect(store.get()).toEqual({ status: 'connected', account, error: rejected })
  })

  test('knows the account after a sign-in', async () => {
    const { store, states, account, auth } = setup()
    expect(await store.signIn(auth)).toMatch(/^0x[0-9a-f]{130}$/)
    expect(states[0]?.status).toBe('signing')
    expect(store.get()).toEqual({ status: 'connected', account, error: undefined })
  })

  test('reports what the authorization throws', async () => {
    const { store, auth } = setup()
    const broken = { ...auth, prepareSessionForSigning: () => Promise.reject(new Error('offline')) }
    expect(await store.signIn(broken)).toBeUndefined()
    expect(store.get().error).toMatchObject({ code: 'internal', cause: new Error('offline') })
  })

  test('shows what the newest of two actions does', async () => {
    const { user, store, account } = setup()
    user.ignoreNext()
    const abort = new AbortController()
    const first = store.connect({ signal: abort.signal })
    await expect.poll(() => user.requests).toHaveLength(1)
    const second = store.connect()
    abort.abort()
    expect([await first, await second]).toEqual([undefined, account])
    expect(store.get()).toEqual({ status: 'connected', account, error: undefined })
  })
})
