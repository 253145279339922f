import { type Account, OpenKeyError } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'
import { account, signed } from './scriptedWidget.ts'

export type FakeOpenKey = Pick<OpenKey, 'connect' | 'signSiwe' | 'disconnect' | 'on' | 'signer'> & {
  /** The calls it received, in order. */
  readonly calls: unknown[]
  /** The result of the next `connect`. */
  account: Account
  /** The error that the next call rejects with. */
  failure: OpenKeyError | undefined
  /** Emits an `account` event, as a call in another part of the app would. `undefined` means that no account is known. */
  readonly emitAccount: (account?: Account) => void
}

/** Creates an OpenKey without a page that approves every call and records it. */
export function fakeOpenKey(): FakeOpenKey {
  const listeners: ((account: Account | undefined) => void)[] = []
  const answer = <Value>(value: Value, ...call: readonly unknown[]): Value => {
    fake.calls.push(call)
    const { failure } = fake
    fake.failure = undefined
    if (failure !== undefined) throw failure
    return value
  }
  const fake: FakeOpenKey = {
    calls: [],
    account,
    failure: undefined,
    connect: async (limits) => answer(fake.account, 'connect', limits),
    signSiwe: async (input) => answer({ ...signed, message: input.message }, 'signSiwe', input),
    disconnect: async (limits) => answer(undefined, 'disconnect', limits),
    on(name, listener) {
      if (name === 'account') listeners.push((account) => Reflect.apply(listener, undefined, [account]))
      return () => {}
    },
    emitAccount(account) {
      for (const notify of listeners) notify(account)
    },
    signer: {
      getAddress: async () => answer(fake.account.address, 'getAddress'),
      getChainId: async () => answer(fake.account.chainId, 'getChainId'),
      signMessage: async (message) => answer(signed.signature, 'signMessage', message),
    },
  }
  return fake
}

/** The error of a user who declined. */
export function declinedError(): OpenKeyError {
  return new OpenKeyError('user_rejected', 'The user declined.', { details: { how: 'declined' } })
}
