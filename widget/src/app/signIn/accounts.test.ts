import { describe, expect, test } from 'vitest'
import { createMemorySessionStore } from '../../adapters/storage/memorySessionStore.ts'
import { fakeAuthenticator } from '../../testing/fakeAuthenticator.ts'
import { createFakeKeyEndpoint } from '../../testing/fakeKeyEndpoint.ts'
import { signInWithPasskey } from '../../testing/keyEndpointSubject.ts'
import { createAccounts } from './accounts.ts'

function bench({ takesPasskeys = true } = {}) {
  const endpoint = createFakeKeyEndpoint()
  const sessions = createMemorySessionStore()
  return {
    endpoint,
    sessions,
    accounts: createAccounts({ keyEndpoint: endpoint, sessions, takesPasskeys }),
    signIn: () => signInWithPasskey({ endpoint, codeFor: endpoint.codeFor, authenticator: fakeAuthenticator }),
  }
}

const expired = { code: 'session_expired' }

describe('createAccounts', () => {
  test('recalls whose session has ended, and nobody while it lasts', async () => {
    const { accounts, endpoint, signIn } = bench()
    accounts.useToken(await signIn())
    const { user, keys, passkeys } = await accounts.load()
    expect(await accounts.loadExpired()).toBeUndefined()
    endpoint.endSessions()
    accounts.useToken((await accounts.token()) ?? '')
    await expect(accounts.load()).rejects.toMatchObject(expired)
    expect(await accounts.loadExpired()).toEqual({
      user: { userId: user.userId },
      keys: keys.map(({ id, address }) => ({ id, address })),
      passkeys,
    })
  })

  test.each([
    ['who has signed out', async ({ accounts }: ReturnType<typeof bench>) => accounts.signOut()],
    [
      'whose passkeys nobody takes',
      async ({ accounts }: ReturnType<typeof bench>) => accounts.forgetSession((await accounts.token()) ?? ''),
    ],
  ] as const)('recalls nobody %s', async (who, leave) => {
    const its = bench({ takesPasskeys: who === 'who has signed out' })
    its.accounts.useToken(await its.signIn())
    await its.accounts.load()
    await leave(its)
    expect([await its.accounts.loadExpired(), await its.sessions.read()]).toEqual([undefined, undefined])
  })

  test('keeps a user signed out who left while they were looked up', async () => {
    const { accounts, sessions, signIn } = bench()
    accounts.useToken(await signIn())
    const loading = accounts.load()
    await accounts.signOut()
    await loading
    expect(await sessions.read()).toBeUndefined()
  })

  test('keeps a session that was opened while another turned out to have ended', async () => {
    const { endpoint, sessions, signIn } = bench()
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const slow: typeof endpoint.whoAmI = async (token) => {
      await answered
      return endpoint.whoAmI(token)
    }
    const keyEndpoint = { ...endpoint, whoAmI: slow, listKeys: async () => [], listPasskeys: async () => [] }
    const accounts = createAccounts({ keyEndpoint, sessions, takesPasskeys: true })
    accounts.useToken(await signIn())
    const loading = accounts.load()
    endpoint.endSessions()
    const token = await signIn()
    accounts.useToken(token)
    answer()
    await expect(loading).rejects.toMatchObject(expired)
    expect(await accounts.token()).toBe(token)
  })

  test('continues with the token of an approval, for the same user', async () => {
    const { accounts, sessions, signIn } = bench()
    const token = await signIn()
    accounts.useToken(token)
    await accounts.load()
    await accounts.forgetSession(token)
    const fresh = await signIn()
    await accounts.replaceToken(fresh)
    expect(await sessions.read()).toMatchObject({ token: fresh, userId: 'user-1' })
  })

  test('signs in whoever cannot list passkeys', async () => {
    const { endpoint, sessions, signIn } = bench()
    const listPasskeys = () => Promise.reject(new Error('No such route'))
    const accounts = createAccounts({ keyEndpoint: { ...endpoint, listPasskeys }, sessions, takesPasskeys: true })
    accounts.useToken(await signIn())
    expect(await accounts.load()).toMatchObject({ passkeys: [] })
  })
})
