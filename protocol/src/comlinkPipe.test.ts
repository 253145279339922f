import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test, vi } from 'vitest'
import { comlinkPipe } from './comlinkPipe.ts'

describe('comlinkPipe', () => {
  test('says nothing when it is collected, and fails nowhere', async () => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    const [send, onCollected, onRejected] = [vi.fn(), vi.fn(), vi.fn()]
    const registry = new FinalizationRegistry(onCollected)
    process.on('unhandledRejection', onRejected)
    registry.register(comlinkPipe.wrap({ send, listen: () => {} }), undefined)
    await expect
      .poll(async () => {
        // What was just made is still held until the next task.
        await setTimeout()
        collect()
        return onCollected.mock.calls.length
      })
      .toBe(1)
    await setTimeout(20)
    process.off('unhandledRejection', onRejected)
    expect([send.mock.calls, onRejected.mock.calls]).toEqual([[], []])
  })
})
