import { describe, expect, test, vi } from 'vitest'
import { fakeClock } from '../testing/fakeClock.ts'
import { startDeadline } from './startDeadline.ts'

describe('startDeadline', () => {
  test('expires once, when its time has passed', () => {
    const clock = fakeClock()
    const onExpire = vi.fn()
    startDeadline({ clock, timeoutMs: 2_500, onExpire })
    clock.advance(2_499)
    expect(onExpire).not.toHaveBeenCalled()
    clock.advance(1)
    clock.advance(10_000)
    expect(onExpire).toHaveBeenCalledOnce()
  })

  test('expires within a second of waking from a sleep longer than its time', () => {
    const clock = fakeClock()
    const onExpire = vi.fn()
    startDeadline({ clock, timeoutMs: 300_000, onExpire })
    clock.advance(2_500)
    clock.sleep(300_000)
    clock.advance(1_000)
    expect(onExpire).toHaveBeenCalledOnce()
  })

  test('does not expire once taken back, and leaves no timer', () => {
    const clock = fakeClock()
    const onExpire = vi.fn()
    const undo = startDeadline({ clock, timeoutMs: 2_500, onExpire })
    clock.advance(1_500)
    undo()
    clock.advance(10_000)
    expect([onExpire.mock.calls.length, clock.pending()]).toEqual([0, 0])
  })
})
