import { describe, test } from 'vitest'
import { originLedgerContract } from '../../testing/originStoreContract.ts'
import { createMemoryOriginLedger } from './memoryOriginStore.ts'

describe('createMemoryOriginLedger', () => {
  for (const { name, run } of originLedgerContract) {
    test(name, () => {
      let time = 1_000
      const ledger = createMemoryOriginLedger({ now: () => time })
      return run({ ledger, setTime: (now) => (time = now) })
    })
  }
})
