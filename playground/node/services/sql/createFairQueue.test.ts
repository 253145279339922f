import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createFairQueue, type FairQueueLimits } from './createFairQueue.ts'

function openQueue(limits: Partial<FairQueueLimits> = {}) {
  const queue = createFairQueue({
    ...{ maxRunning: 1, maxWaiting: 100, maxWaitingPerOwner: 10, maxWaitMs: 60_000 },
    ...limits,
  })
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const add = (name: string) => {
    const ended = queue.run(name.charAt(0), () => {
      started.push(name)
      return new Promise<void>((resolve) => ends.set(name, resolve))
    })
    // What still waits at the end of a test is rejected later.
    ended.catch(() => {})
    return ended
  }
  const end = async (name: string) => {
    ends.get(name)?.()
    await setTimeout(0)
  }
  return { queue, add, end, started }
}

describe('createFairQueue', () => {
  test('S21: lets owners take turns', async () => {
    const { add, end, started } = openQueue()
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) void add(name)
    for (const name of ['a1', 'b1', 'c1', 'a2', 'c2']) {
      expect(started.at(-1)).toBe(name)
      await end(name)
    }
    expect(started).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3'])
  })

  test('S21: runs one task of an owner at a time, and keeps the other places free', async () => {
    const { add, started } = openQueue({ maxRunning: 2 })
    for (const name of ['a1', 'a2', 'b1']) void add(name)
    expect(started).toEqual(['a1', 'b1'])
  })

  test.each([
    ['of all owners', { maxWaiting: 1 }],
    ['of one owner', { maxWaitingPerOwner: 1 }],
  ])('S21: lets a limited number of tasks wait %s', async (_, limits) => {
    const { add, started } = openQueue(limits)
    void add('a1')
    void add('a2')
    await expect(add('a3')).rejects.toThrow('SQL is busy')
    expect(started).toEqual(['a1'])
  })

  test('S21: lets no task wait longer than allowed', async () => {
    const { add, end, started } = openQueue({ maxWaitMs: 20 })
    void add('a1')
    await expect(add('b1')).rejects.toThrow('SQL is busy')
    await end('a1')
    expect(started).toEqual(['a1'])
  })

  test('continues after a task that fails', async () => {
    const { queue } = openQueue()
    const failed = queue.run('a', () => Promise.reject(new Error('broken')))
    const next = queue.run('a', async () => 'done')
    await expect(failed).rejects.toThrow('broken')
    expect(await next).toBe('done')
    await queue.drain()
  })
})
