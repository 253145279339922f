import { describe, test } from 'vitest'
import { sessionStoreContract } from '../../testing/sessionStoreContract.ts'
import { createMemorySessionStore } from './memorySessionStore.ts'

describe('createMemorySessionStore', () => {
  for (const { name, run } of sessionStoreContract) test(name, () => run(createMemorySessionStore()))
})
