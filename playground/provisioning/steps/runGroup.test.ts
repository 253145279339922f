import { describe, expect, test } from 'vitest'
import { NodeCallError } from '../client/nodeClient.ts'
import type { StepTiming } from './runGroup.ts'
import { type GroupOptions, runGroup } from './runGroup.ts'

function build() {
  let now = 1_000
  const timings: StepTiming[] = []
  const options: GroupOptions = {
    signal: new AbortController().signal,
    clock: { now: () => now },
    startedAt: 900,
    onTiming: (timing) => timings.push(timing),
  }
  return {
    options,
    timings,
    pass: (ms: number) => {
      now += ms
    },
  }
}

describe('runGroup', () => {
  test('runs steps concurrently and returns results in their order', async () => {
    const { options, timings, pass } = build()
    let release = () => {}
    const second = new Promise<void>((resolve) => {
      release = resolve
    })
    const results = await runGroup(
      [
        {
          id: 'one',
          run: async () => {
            await second
            pass(30)
            return 1
          },
        },
        {
          id: 'two',
          run: async () => {
            setImmediate(release)
            return 2
          },
        },
      ],
      options,
    )
    expect(results).toEqual([1, 2])
    expect(timings).toEqual([
      { step: 'two', startedAfterMs: 100, durationMs: 0, outcome: 'done' },
      { step: 'one', startedAfterMs: 100, durationMs: 30, outcome: 'done' },
    ])
  })

  test('aborts the other steps at the first failure, and waits until they have ended', async () => {
    const { options, timings } = build()
    let isWorking = true
    const running = runGroup(
      [
        {
          id: 'slow',
          run: (signal) =>
            new Promise((_, reject) => {
              signal.addEventListener('abort', () =>
                setTimeout(() => {
                  isWorking = false
                  reject(signal.reason)
                }, 20),
              )
            }),
        },
        {
          id: 'broken',
          run: async () => {
            throw new NodeCallError('refused', { status: 500 })
          },
        },
      ],
      options,
    )
    await expect(running).rejects.toMatchObject({ name: 'StepError', step: 'broken' })
    expect(isWorking).toBe(false)
    expect(timings).toMatchObject([
      { step: 'broken', outcome: 'failed', failure: 'refused', status: 500 },
      { step: 'slow', outcome: 'failed', failure: 'StepError' },
    ])
  })

  test('starts no step after an abort', async () => {
    const { options } = build()
    let isStarted = false
    const signal = AbortSignal.abort()
    const run = async () => {
      isStarted = true
    }
    await expect(runGroup([{ id: 'late', run }], { ...options, signal })).rejects.toMatchObject({ step: 'late' })
    expect(isStarted).toBe(false)
  })
})
