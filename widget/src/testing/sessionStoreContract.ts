import type { SessionStore } from '../ports/sessionStore.ts'
import { type ContractCase, expectSame } from './contractCase.ts'

/** Requirements for every session store. Each case needs an empty one. */
export const sessionStoreContract: readonly ContractCase<SessionStore>[] = [
  {
    name: 'holds no session at first',
    async run(store) {
      expectSame([await store.read()], [null])
    },
  },
  {
    name: 'holds the session written last',
    async run(store) {
      await store.write({ token: 'one', userId: 'user' })
      await store.write({ token: 'two', userId: 'user' })
      expectSame(await store.read(), { token: 'two', userId: 'user' })
    },
  },
  {
    name: 'holds none once cleared, however often',
    async run(store) {
      await store.write({ token: 'one', userId: 'user' })
      await store.clear()
      await store.clear()
      expectSame([await store.read()], [null])
    },
  },
  {
    name: 'S17: remembers the partition longer than the session, as it was told last',
    async run(store) {
      expectSame([await store.partitionToken()], [null])
      await store.write({ token: 'one', userId: 'user' })
      await store.keepPartitionToken('first')
      await store.keepPartitionToken('second')
      await store.clear()
      expectSame([await store.read(), await store.partitionToken()], [null, 'second'])
    },
  },
]
