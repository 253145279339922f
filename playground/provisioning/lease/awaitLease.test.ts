import { describe, expect, test } from 'vitest'
import { NodeCallError } from '../client/nodeClient.ts'
import { AccountBusyError, awaitLease } from './awaitLease.ts'

/** A lease that another engine holds at the first attempts, and an account that it may complete. */
function build({
  acquire = () => undefined,
  isComplete = () => false,
}: {
  readonly acquire?: (attempt: number) => number | undefined
  readonly isComplete?: (attempt: number) => boolean
}) {
  const asked: string[] = []
  const count = (what: string) => asked.filter((name) => name === what).length
  return {
    asked,
    options: {
      lease: {
        acquire: async () => {
          asked.push('acquire')
          return acquire(count('acquire'))
        },
      },
      isComplete: async () => {
        asked.push('isComplete')
        return isComplete(count('isComplete'))
      },
      times: { pollMs: 1, waitMs: 4 },
    },
  }
}

const { signal } = new AbortController()

describe('awaitLease', () => {
  test('returns once the other engine has completed the account, and then takes no lease', async () => {
    const { asked, options } = build({ isComplete: (attempt) => attempt === 2 })
    expect(await awaitLease(options, signal)).toBe('complete')
    expect(asked).toEqual(['isComplete', 'acquire', 'isComplete'])
  })

  test('takes over once the other engine no longer holds the lease', async () => {
    const { options } = build({ acquire: (attempt) => (attempt === 3 ? 17 : undefined) })
    expect(await awaitLease(options, signal)).toBe(17)
  })

  test('keeps waiting while the node fails', async () => {
    const { options } = build({
      acquire(attempt) {
        if (attempt < 3) throw new NodeCallError('refused', { status: 503 })
        return 17
      },
    })
    expect(await awaitLease(options, signal)).toBe(17)
  })

  test('gives up after its time', async () => {
    const { asked, options } = build({})
    await expect(awaitLease(options, signal)).rejects.toThrow(AccountBusyError)
    expect(asked.filter((name) => name === 'acquire')).toHaveLength(4)
  })

  test('ends when the attempt is aborted', async () => {
    const { asked, options } = build({})
    await expect(awaitLease(options, AbortSignal.abort(new Error('stopped')))).rejects.toThrow()
    expect(asked).toEqual([])
  })
})
