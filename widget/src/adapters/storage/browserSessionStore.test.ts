import { describe, expect, test } from 'vitest'
import { sessionStoreContract } from '../../testing/sessionStoreContract.ts'
import { layerSessionStore } from './browserSessionStore.ts'
import { createMemorySessionStore } from './memorySessionStore.ts'

const session = { token: 'token-1', userId: 'user-1' }

describe('layerSessionStore', () => {
  for (const { name, run } of sessionStoreContract) {
    test(`on working storage: ${name}`, () => {
      const stored = createMemorySessionStore()
      return run(layerSessionStore(async (task) => ({ value: await task(stored) })))
    })
    test(`without storage: ${name}`, () => run(layerSessionStore(async () => undefined)))
  }

  test('keeps a session it once read when storage breaks', async () => {
    const stored = createMemorySessionStore()
    await stored.write(session)
    let isBroken = false
    const store = layerSessionStore(async (task) => (isBroken ? undefined : { value: await task(stored) }))
    await store.read()
    isBroken = true
    expect(await store.read()).toEqual(session)
  })

  test('does not bring a session back that another tab ended', async () => {
    const stored = createMemorySessionStore()
    let isBroken = false
    const store = layerSessionStore(async (task) => (isBroken ? undefined : { value: await task(stored) }))
    await store.write(session)
    await stored.clear()
    await store.read()
    isBroken = true
    expect(await store.read()).toBeUndefined()
  })
})
