import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { SelectedKey } from '../../domain/signing/pendingRequest.ts'
import type { KeyEndpoint, Passkey, SessionToken, User } from '../../ports/keyEndpoint.ts'
import type { SessionStore, StoredAccount } from '../../ports/sessionStore.ts'

/** Whoever is signed in, or was until their session ended, and the keys they can sign with. */
export type UserAccount = StoredAccount & {
  /** Absent once the session has ended: a passkey's approval then opens another. */
  readonly token?: SessionToken | undefined
  readonly user: User
}

export type SignedInAccount = UserAccount & { readonly token: SessionToken }

export type Accounts = {
  /** Takes a token that a sign-in just produced. What was known is looked up afresh. */
  useToken(token: SessionToken): void
  /**
   * Looks the account up; the answer is kept for as long as its token is used, and shared while it is awaited.
   * @throws {OpenKeyError} `session_expired` when there is no session, or none any more; or a failure of the endpoint
   */
  load(): Promise<SignedInAccount>
  /** Whose session has ended here, where a passkey of theirs was known. */
  loadExpired(): Promise<UserAccount | undefined>
  /** The token in use, without a look at whether it still serves. */
  token(): Promise<SessionToken | undefined>
  /** Goes on under the token that an approval opened. */
  replaceToken(token: SessionToken): Promise<void>
  /** This session has ended: drops it on this side, and keeps whose it was. */
  forgetSession(token: SessionToken): Promise<void>
  /** Drops the session on both sides. A failure of the endpoint changes nothing here. */
  signOut(): Promise<void>
}

export type AccountsOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'whoAmI' | 'listKeys' | 'listPasskeys' | 'createKey' | 'signOut'>
  readonly sessions: SessionStore
  /** The key endpoint takes approvals by passkey, so that it matters who has one. */
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

  /** Whoever cannot list passkeys has none: it must not keep anybody from signing in. */
  async function listPasskeys(token: SessionToken): Promise<readonly Passkey[]> {
    const listed = takesPasskeys ? await keyEndpoint.listPasskeys(token).catch(() => []) : []
    return listed.map(({ id, transports }) => ({ id, ...(transports && { transports }) }))
  }

  async function forgetSession(ended: SessionToken): Promise<void> {
    // Somebody may have signed in since.
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
    // Whoever signed out meanwhile stays signed out.
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
  /** Must be this key. */
  readonly keyId?: string | undefined
  /** The key of this address, where there is one. */
  readonly address?: Address | undefined
  /** Used before, so proposed again. */
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
  if (!key) throw new OpenKeyError('key_not_found', 'The account has no such key.')
  return { keyId: key.id, address: key.address, email: user.email }
}

function sessionExpired(): OpenKeyError {
  return new OpenKeyError('session_expired', 'The session has ended.')
}
