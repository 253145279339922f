import { describe, test } from 'vitest'
import { originStoreContract } from '../../testing/originStoreContract.ts'
import { createMemoryOriginStore } from './memoryOriginRecords.ts'

describe('createMemoryOriginStore', () => {
  for (const { name, run } of originStoreContract) {
    test(name, () => {
      let time = 1_000
      const origins = createMemoryOriginStore({ now: () => time })
      return run({ origins, setTime: (now) => (time = now) })
    })
  }
})
