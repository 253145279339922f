import { OpenKeyError } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { Signer } from '../domain/signing/pendingRequest.ts'
import type { Key, KeyEndpoint, SessionToken, User } from '../ports/keyEndpoint.ts'
import type { SessionStore } from '../ports/sessionStore.ts'

/** Whoever is signed in, and the keys they can sign with. Holds one key at least. */
export type Account = { readonly token: SessionToken; readonly user: User; readonly keys: readonly Key[] }

export type Accounts = {
  /** Takes a token that a sign-in just produced. */
  adopt(token: SessionToken): void
  /**
   * Looks the account up; the answer is kept for as long as its token is used, and shared while it is awaited.
   * @throws {OpenKeyError} `session_expired`, or a failure of the endpoint
   */
  load(): Promise<Account>
  /** Drops the session on this side only. */
  forget(): Promise<void>
  /** Drops the session on both sides. A failure of the endpoint changes nothing here. */
  signOut(): Promise<void>
}

export type AccountsOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'whoAmI' | 'listKeys' | 'createKey' | 'signOut'>
  readonly sessions: SessionStore
}

export function createAccounts({ keyEndpoint, sessions }: AccountsOptions): Accounts {
  let adopted: SessionToken | undefined
  let known: { readonly token: SessionToken; readonly account: Promise<Account> } | undefined

  async function currentToken(): Promise<SessionToken | undefined> {
    return adopted ?? (await sessions.read())?.token
  }

  async function forget(): Promise<void> {
    adopted = undefined
    known = undefined
    await sessions.clear()
  }

  async function lookUp(token: SessionToken): Promise<Account> {
    const [user, listed] = await Promise.all([keyEndpoint.whoAmI(token), keyEndpoint.listKeys(token)])
    if (!user) throw sessionExpired()
    const keys = listed.length > 0 ? listed : [await keyEndpoint.createKey(token)]
    await sessions.write({ token, userId: user.userId })
    if (adopted === token) adopted = undefined
    return { token, user, keys }
  }

  return {
    adopt(token) {
      adopted = token
    },
    async load() {
      const token = await currentToken()
      if (token === undefined) throw sessionExpired()
      if (known?.token !== token) known = { token, account: lookUp(token) }
      const { account } = known
      return account.catch((error: unknown) => {
        if (known?.account === account) known = undefined
        throw error
      })
    },
    forget,
    async signOut() {
      const token = await currentToken()
      await forget()
      if (token !== undefined) await keyEndpoint.signOut(token).catch(() => {})
    },
  }
}

export type KeyWish = {
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
export function chooseSigner({ keys, user }: Account, { keyId, address, lastKeyId }: KeyWish): Signer {
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
