import { type Account, OpenKeyError } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'
import { account, signed } from './scriptedWidget.ts'

export type FakeOpenKey = Pick<OpenKey, 'connect' | 'signSiwe' | 'disconnect' | 'on' | 'signer'> & {
  /** What was asked of it, in order. */
  readonly asked: unknown[]
  /** What the next `connect` answers. */
  account: Account
  /** What the next call fails with, instead. */
  failure: OpenKeyError | undefined
  /** Says that the account is gone, as the widget may at any time. */
  readonly loseAccount: () => void
}

/** An OpenKey without a page: it says yes to everything and remembers what it was asked. */
export function fakeOpenKey(): FakeOpenKey {
  const gone: (() => void)[] = []
  const answer = <Value>(value: Value, ...asked: readonly unknown[]): Value => {
    fake.asked.push(asked)
    const { failure } = fake
    fake.failure = undefined
    if (failure !== undefined) throw failure
    return value
  }
  const fake: FakeOpenKey = {
    asked: [],
    account,
    failure: undefined,
    connect: async (limits) => answer(fake.account, 'connect', limits),
    signSiwe: async (input) => answer({ ...signed, message: input.message }, 'signSiwe', input),
    disconnect: async (limits) => answer(undefined, 'disconnect', limits),
    on(name, listener) {
      if (name === 'disconnect') gone.push(() => Reflect.apply(listener, undefined, []))
      return () => {}
    },
    loseAccount() {
      for (const tell of gone) tell()
    },
    signer: {
      getAddress: async () => answer(fake.account.address, 'getAddress'),
      getChainId: async () => answer(fake.account.chainId, 'getChainId'),
      signMessage: async (message) => answer(signed.signature, 'signMessage', message),
    },
  }
  return fake
}

export function declined(): OpenKeyError {
  return new OpenKeyError('user_rejected', 'The user declined.', { details: { how: 'declined' } })
}
