import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { SelectedKey } from '../../domain/signing/signingState.ts'
import type { KeyEndpoint, Passkey, SessionToken, User } from '../../ports/keyEndpoint.ts'
import type { SessionStore, StoredAccount } from '../../ports/sessionStore.ts'

/** The account that is signed in or whose session has expired, with its keys. */
export type UserAccount = StoredAccount & {
  /** Absent once the session has expired. An approval by passkey then opens another. */
  readonly token?: SessionToken | undefined
  readonly user: User
}

export type SignedInAccount = UserAccount & { readonly token: SessionToken }

export type Accounts = {
  /** Uses the token of a new sign-in, and drops the cached account. */
  useToken(token: SessionToken): void
  /**
   * Looks the account up; the answer is kept for as long as its token is used, and shared while it is awaited.
   * @throws {OpenKeyError} `session_expired` if there is no valid session; or a failure of the endpoint
   */
  load(): Promise<SignedInAccount>
  /** Returns the expired account, if it has a known passkey. */
  loadExpired(): Promise<UserAccount | undefined>
  /** Returns the token in use, which may have expired. */
  token(): Promise<SessionToken | undefined>
  /** Replaces the token with the one that an approval returned. */
  replaceToken(token: SessionToken): Promise<void>
  /** Drops an expired session, and keeps its user id, keys and passkeys. */
  forgetSession(token: SessionToken): Promise<void>
  /** Ends the session here and at the key endpoint. A failure of the endpoint is ignored. */
  signOut(): Promise<void>
}

export type AccountsOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'whoAmI' | 'listKeys' | 'listPasskeys' | 'createKey' | 'signOut'>
  readonly sessions: SessionStore
  /** Whether the key endpoint accepts approvals by passkey, so that it matters who has one. */
  readonly takesPasskeys: boolean
}

export function createAccounts({ keyEndpoint, sessions, takesPasskeys }: AccountsOptions): Accounts {
  let newToken: SessionToken | undefined
  let known: { readonly token: SessionToken; readonly account: Promise<SignedInAccount> } | undefined

  async function token(): Promise<SessionToken | undefined> {
    return newToken ?? (await sessions.read())?.token
  }

  async function isCurrent(asked: SessionToken): Promise<boolean> {
    return (await token()) === asked
  }

  /** Treats a failure to list passkeys as none, so that it does not block sign-in. */
  async function listPasskeys(token: SessionToken): Promise<readonly Passkey[]> {
    const listed = takesPasskeys ? await keyEndpoint.listPasskeys(token).catch(() => []) : []
    return listed.map(({ id, transports }) => ({ id, ...(transports && { transports }) }))
  }

  async function forgetSession(ended: SessionToken): Promise<void> {
    // Another sign-in may have replaced it.
    if (!(await isCurrent(ended))) return
    newToken = undefined
    known = undefined
    const { userId, account } = (await sessions.read()) ?? {}
    if (userId !== undefined && account) await sessions.write({ userId, account })
    else await sessions.clear()
  }

  async function lookUp(token: SessionToken): Promise<SignedInAccount> {
    const [user, listed, passkeys] = await Promise.all([
      keyEndpoint.whoAmI(token),
      keyEndpoint.listKeys(token),
      listPasskeys(token),
    ])
    if (!user) throw sessionExpired()
    const keys = listed.length > 0 ? listed : [await keyEndpoint.createKey(token)]
    const account = passkeys.length > 0 && { keys: keys.map(({ id, address }) => ({ id, address })), passkeys }
    // Does not restore a session that the user has ended in the meantime.
    if (await isCurrent(token)) await sessions.write({ token, userId: user.userId, ...(account && { account }) })
    if (newToken === token) newToken = undefined
    return { token, user, keys, passkeys }
  }

  return {
    token,
    forgetSession,
    useToken(token) {
      newToken = token
      known = undefined
    },
    async load() {
      const current = await token()
      if (current === undefined) throw sessionExpired()
      if (known?.token !== current) known = { token: current, account: lookUp(current) }
      const { account } = known
      return account.catch(async (error: unknown) => {
        if (known?.account === account) known = undefined
        if (isOpenKeyError(error, 'session_expired')) await forgetSession(current)
        throw error
      })
    },
    async loadExpired() {
      const { token, userId = '', account } = (await sessions.read()) ?? {}
      return token === undefined && account ? { user: { userId }, ...account } : undefined
    },
    async replaceToken(token) {
      const stored = await sessions.read()
      if (stored) await sessions.write({ ...stored, token })
      else newToken = token
    },
    async signOut() {
      const current = await token()
      newToken = undefined
      known = undefined
      await sessions.clear()
      if (current !== undefined) await keyEndpoint.signOut(current).catch(() => {})
    },
  }
}

export type KeyPreference = {
  /** Requires this key. */
  readonly keyId?: string | undefined
  /** Prefers the key with this address. */
  readonly address?: Address | undefined
  /** The key used last for this origin. */
  readonly lastKeyId?: string | undefined
}

/**
 * Picks the key to use: the one asked for, else the one used last, else the first.
 * @throws {OpenKeyError} `key_not_found`
 */
export function selectKey({ keys, user }: UserAccount, { keyId, address, lastKeyId }: KeyPreference): SelectedKey {
  const key =
    keyId === undefined
      ? (keys.find((candidate) => candidate.address === address) ?? keys.find(({ id }) => id === lastKeyId) ?? keys[0])
      : keys.find(({ id }) => id === keyId)
  if (!key) throw new OpenKeyError('key_not_found', 'The account does not have the requested key.')
  return { keyId: key.id, address: key.address, email: user.email }
}

function sessionExpired(): OpenKeyError {
  return new OpenKeyError('session_expired', 'The session has expired.')
}
