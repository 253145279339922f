import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { holdLease, LeaseLostError } from './holdLease.ts'

const leaseMs = 1_000
const heartbeatMs = 300

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

/** A lease on a store that says what it is told to. */
function build(renewals: () => 'held' | 'taken' | 'broken') {
  const renewedAt: number[] = []
  const renew = async () => {
    renewedAt.push(Date.now())
    const outcome = renewals()
    if (outcome === 'broken') throw new Error('no database')
    return outcome === 'held' ? Date.now() + leaseMs : undefined
  }
  return { renewedAt, lease: holdLease({ renew, expiresAt: leaseMs, heartbeatMs, clock: { now: () => Date.now() } }) }
}

describe('holdLease', () => {
  test('renews a lease until it is released', async () => {
    const { lease, renewedAt } = build(() => 'held')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(lease.check).not.toThrow()
    expect(renewedAt).toHaveLength(16)
    lease.release()
    await vi.advanceTimersByTimeAsync(leaseMs)
    expect(renewedAt).toHaveLength(16)
  })

  test('is lost once another attempt holds the account', async () => {
    const { lease } = build(() => 'taken')
    await vi.advanceTimersByTimeAsync(heartbeatMs)
    expect(lease.signal.aborted).toBe(true)
    expect(lease.check).toThrow(LeaseLostError)
    await expect(lease.renew()).rejects.toThrow(LeaseLostError)
    lease.release()
  })

  test('survives a database failure until the lease expires', async () => {
    const { lease } = build(() => 'broken')
    await vi.advanceTimersByTimeAsync(leaseMs - 1)
    expect([lease.signal.aborted, lease.check]).toEqual([false, expect.any(Function)])
    await vi.advanceTimersByTimeAsync(heartbeatMs)
    expect(lease.signal.aborted).toBe(true)
    lease.release()
  })

  test('is lost when the process was suspended beyond the expiry', () => {
    const { lease } = build(() => 'held')
    vi.setSystemTime(leaseMs)
    expect(lease.check).toThrow(LeaseLostError)
    expect(lease.signal.aborted).toBe(true)
    lease.release()
  })
})
