import { OpenKeyError } from '@openkey/protocol'
import { type Address, type Hex, toChecksumAddress } from '@openkey/protocol/siwe'
import { approvalChallenge } from '../domain/approval/approvalMethod.ts'
import type { CallOptions, Gesture, Key, KeyEndpoint, ListedPasskey, SignInput } from '../ports/keyEndpoint.ts'

export type FakeKeyEndpointOptions = {
  /** Signs for a key of this endpoint. @default bytes in the form of a signature, which is not valid */
  readonly sign?: (address: Address, message: string) => Hex
  /** Addresses of the keys to be made, before made-up ones. */
  readonly addresses?: readonly Address[]
}

export type FakeKeyEndpoint = KeyEndpoint & {
  /** Error of the next call, once. */
  failNext(error: OpenKeyError): void
  /** The code last sent to an address. */
  codeFor(email: string): Promise<string | undefined>
  /** Every message signed, in order. */
  readonly signed: readonly string[]
  /** The purposes that they were requested for. */
  readonly purposes: readonly SignInput['purpose'][]
  /** Ends every session, as time does. */
  endSessions(): void
  /** Requires a gesture for changes to how an account is opened, as for a session that is not recent. */
  ageSessions(): void
}

/** Few, so that tests reach it. */
const maxPasskeys = 3

type Account = { readonly userId: string; readonly email: string; readonly keys: Key[] }

/** An endpoint in memory. It keeps the port's promises, and has nothing behind them. */
export function createFakeKeyEndpoint({
  sign = () => `0x${'ab'.repeat(64)}1b`,
  addresses = [],
}: FakeKeyEndpointOptions = {}): FakeKeyEndpoint {
  const accounts = new Map<string, Account>()
  const sessions = new Map<string, Account>()
  const passkeys = new Map<string, Account>()
  const requiring = new Set<Account>()
  const withoutAutoSign = new Set<Account>()
  let isOld = false
  const challenges = new Set<string>()
  const codes = new Map<string, string>()
  const signed: string[] = []
  const purposes: SignInput['purpose'][] = []
  let failure: OpenKeyError | undefined
  let count = 0

  function begin({ signal }: CallOptions = {}): void {
    const thrown = signal?.aborted ? new OpenKeyError('aborted', 'Aborted.') : failure
    failure = undefined
    if (thrown !== undefined) throw thrown
  }
  function accountOf(token: string): Account {
    const account = sessions.get(token)
    if (account !== undefined) return account
    throw new OpenKeyError('session_expired', 'No such session.', { details: { status: 401 } })
  }
  function addKey({ keys }: Account): Key {
    count += 1
    const address = addresses[count - 1] ?? toChecksumAddress(`0x${count.toString(16).padStart(40, 'a')}`)
    const key = { id: `key-${count}`, address, label: `Key ${keys.length}` }
    keys.push(key)
    return key
  }
  function openSession(account: Account): string {
    const token = `token-${crypto.randomUUID()}`
    sessions.set(token, account)
    return token
  }
  function openChallenge(): { challenge: string; challengeToken: string } {
    const challengeToken = crypto.randomUUID()
    challenges.add(challengeToken)
    return { challenge: 'Y2hhbGxlbmdlIG9mIHRoZSBmYWtl', challengeToken }
  }
  function rejected(status: number): OpenKeyError {
    return new OpenKeyError('key_endpoint_rejected', 'Refused.', { details: { status } })
  }

  /** Simplified: a passkey of the account, and an unused challenge. */
  function requireFreshGesture(account: Account, gesture: Gesture | undefined): void {
    if (!isOld) return
    if (gesture === undefined) {
      throw new OpenKeyError('key_endpoint_rejected', 'Refused.', { details: { status: 403, expected: 'passkey' } })
    }
    if (!challenges.delete(gesture.challengeToken) || passkeys.get(gesture.response.id) !== account) throw rejected(400)
  }
  function obstructed(received: string): OpenKeyError {
    return new OpenKeyError('key_endpoint_rejected', 'Refused.', { details: { status: 409, received } })
  }
  const passkeysOf = (account: Account) => [...passkeys].filter(([, owner]) => owner === account).map(([id]) => id)

  function approvalRefused(): OpenKeyError {
    return new OpenKeyError('key_endpoint_rejected', 'Refused.', { details: { status: 403, expected: 'passkey' } })
  }
  /** As far as a fake goes: a passkey it knows, and the challenge that commits to the message. */
  async function approverOf({ id, response }: AuthenticationResponseJSON, message: string): Promise<Account> {
    const account = passkeys.get(id)
    if (account === undefined || challengeIn(response.clientDataJSON) !== (await approvalChallenge(message))) {
      throw approvalRefused()
    }
    return account
  }

  return {
    signed,
    purposes,
    endSessions: () => sessions.clear(),
    ageSessions() {
      isOld = true
    },
    failNext(error) {
      failure = error
    },
    codeFor: async (email) => codes.get(email),

    async sendEmailCode(email, options) {
      begin(options)
      codes.set(email, '123456')
    },
    async signInWithEmailCode(email, code, options) {
      begin(options)
      if (codes.get(email) !== code) throw rejected(400)
      codes.delete(email)
      const known = accounts.get(email)
      const account = known ?? { userId: `user-${accounts.size + 1}`, email, keys: [] }
      if (known === undefined) addKey(account)
      accounts.set(email, account)
      return openSession(account)
    },
    async passkeySignInOptions(options) {
      begin(options)
      const { challenge, challengeToken } = openChallenge()
      return { options: { challenge }, challengeToken }
    },
    async finishPasskeySignIn(response, challengeToken, options) {
      begin(options)
      if (!challenges.delete(challengeToken)) throw rejected(400)
      const account = passkeys.get(response.id)
      if (account === undefined) throw rejected(401)
      return openSession(account)
    },
    async passkeyRegisterOptions(token, options) {
      begin(options)
      const account = accountOf(token)
      requireFreshGesture(account, options?.gesture)
      if (passkeysOf(account).length >= maxPasskeys) throw obstructed('limit_reached')
      const { userId, email } = account
      const { challenge, challengeToken } = openChallenge()
      const user = { id: userId, name: email, displayName: email }
      return { options: { challenge, rp: { name: 'OpenKey' }, user, pubKeyCredParams: [] }, challengeToken }
    },
    async finishPasskeyRegistration(token, { response, challengeToken }, options) {
      begin(options)
      const account = accountOf(token)
      if (!challenges.delete(challengeToken)) throw rejected(400)
      passkeys.set(response.id, account)
      return token
    },
    async whoAmI(token, options) {
      begin(options)
      const account = sessions.get(token)
      return account && { userId: account.userId, email: account.email }
    },
    async listKeys(token, options) {
      begin(options)
      return [...accountOf(token).keys]
    },
    async createKey(token, options) {
      begin(options)
      return addKey(accountOf(token))
    },
    async listPasskeys(token, options) {
      begin(options)
      return passkeysOf(accountOf(token)).map((id): ListedPasskey => ({ id, transports: ['internal'], addedAt: 0 }))
    },
    async removePasskey(token, id, options) {
      begin(options)
      const account = accountOf(token)
      requireFreshGesture(account, options?.gesture)
      if (passkeys.get(id) !== account) throw rejected(404)
      if (requiring.has(account) && passkeysOf(account).length === 1) throw obstructed('last_way_in')
      passkeys.delete(id)
    },
    async isPasskeyRequired(token, options) {
      begin(options)
      return requiring.has(accountOf(token))
    },
    async requirePasskey(token, isRequired, options) {
      begin(options)
      const account = accountOf(token)
      requireFreshGesture(account, options?.gesture)
      if (isRequired && passkeysOf(account).length === 0) throw obstructed('passkey_missing')
      if (isRequired) requiring.add(account)
      else requiring.delete(account)
    },
    async isAutoSignEnabled(token, options) {
      begin(options)
      return !withoutAutoSign.has(accountOf(token))
    },
    async enableAutoSign(token, isEnabled, options) {
      begin(options)
      const account = accountOf(token)
      if (isEnabled) requireFreshGesture(account, options?.gesture)
      if (isEnabled) withoutAutoSign.delete(account)
      else withoutAutoSign.add(account)
    },
    async sign({ token, keyId, message, approval, purpose }, options) {
      begin(options)
      const account = token === undefined ? undefined : accountOf(token)
      const approvalOptions = approval && (await approverOf(approval, message))
      if (account && approvalOptions && approvalOptions !== account) throw approvalRefused()
      const signer = account ?? approvalOptions
      const key = signer?.keys.find(({ id }) => id === keyId)
      if (signer === undefined || key === undefined) throw account ? rejected(404) : approvalRefused()
      signed.push(message)
      purposes.push(purpose)
      const session = account ? {} : { session: openSession(signer) }
      const signature = sign(key.address, message)
      return { signature, address: key.address, bootstrap: { status: 'skipped' }, ...session }
    },
    async listSessions(token, options) {
      begin(options)
      const account = accountOf(token)
      return [...sessions]
        .filter(([, owner]) => owner === account)
        .map(([other], index) => ({ id: `session-${other}`, openedAt: index, isCurrent: other === token }))
        .toReversed()
    },
    async endSession(token, id, options) {
      begin(options)
      const account = accountOf(token)
      const ended = id.replace(/^session-/, '')
      if (sessions.get(ended) !== account) throw rejected(404)
      sessions.delete(ended)
    },
    async signOut(token, options) {
      begin(options)
      sessions.delete(token)
    },
  }
}

function challengeIn(clientDataJSON: string): unknown {
  return JSON.parse(atob(clientDataJSON.replaceAll('-', '+').replaceAll('_', '/'))).challenge
}
