import { describe, expect, test } from 'vitest'
import { createDurableStorage } from './durableStorage.ts'

describe('createDurableStorage', () => {
  test('opens once, on first use', async () => {
    let opened = 0
    const durable = createDurableStorage({ open: async () => ++opened })
    expect(opened).toBe(0)
    expect(await Promise.all([durable(async (count) => count), durable(async (count) => count)])).toEqual([
      { value: 1 },
      { value: 1 },
    ])
  })

  test('is over after one failure', async () => {
    const durable = createDurableStorage({ open: async () => 'database' })
    expect(await durable(() => Promise.reject(new Error('QuotaExceededError')))).toBeUndefined()
    expect(await durable(async () => 'again')).toBeUndefined()
  })

  test('is over when opening throws, at once or later', async () => {
    const throwing = createDurableStorage({
      open: () => {
        throw new Error('indexedDB is not defined')
      },
    })
    expect(await throwing(async () => 1)).toBeUndefined()
  })

  test('does not wait for storage that never answers', async () => {
    const silent = createDurableStorage({ open: () => new Promise<string>(() => undefined), timeoutMs: 20 })
    expect(await silent(async () => 1)).toBeUndefined()
    const stuck = createDurableStorage({ open: async () => 'database', timeoutMs: 20 })
    expect(await stuck(() => new Promise(() => undefined))).toBeUndefined()
  })

  test('waits for storage that is slow because the machine stood still', async () => {
    const durable = createDurableStorage({ open: async () => 'database', timeoutMs: 50 })
    const answer = durable(async () => {
      // Due after the limit of 50 ms, and before this task returns.
      setTimeout(() => arrive('kept'), 120)
      await Promise.resolve()
      const until = Date.now() + 200
      while (Date.now() < until);
      return arrived
    })
    expect(await answer).toEqual({ value: 'kept' })
  })
})

let arrive = (_: string) => {}
const arrived = new Promise<string>((resolve) => (arrive = resolve))
