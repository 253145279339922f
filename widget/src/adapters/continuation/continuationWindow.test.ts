import { fakeClock } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import { watchWindow } from './continuationWindow.ts'

function scene() {
  const opened = Object.assign(new EventTarget(), { closed: false })
  const clock = fakeClock()
  const ends: unknown[] = []
  const watch = watchWindow({
    opened: opened as unknown as Window,
    clock,
    onEnd: ({ code, details }) => ends.push([code, details.how]),
  })
  return { opened, clock, ends, ...watch }
}

describe('watchWindow', () => {
  test('reports a closed window, and only once', () => {
    const { opened, clock, ends, markClaimed } = scene()
    markClaimed()
    clock.advance(60_000)
    expect(ends).toEqual([])
    opened.closed = true
    clock.advance(60_000)
    expect(ends).toEqual([['user_rejected', 'window_closed']])
  })

  test('does not count a window that never requested its data as a rejection by the user', () => {
    const { opened, clock, ends } = scene()
    opened.closed = true
    clock.advance(1_000)
    expect(ends).toEqual([['opener_severed', undefined]])
  })

  test('distinguishes a closed window from one that was loaded again', () => {
    const closed = scene()
    closed.markClaimed()
    closed.opened.dispatchEvent(new Event('pagehide'))
    closed.opened.closed = true
    closed.clock.advance(1_000)
    const reloaded = scene()
    reloaded.markClaimed()
    reloaded.opened.dispatchEvent(new Event('pagehide'))
    reloaded.clock.advance(1_000)
    expect([closed.ends, reloaded.ends]).toEqual([
      [['user_rejected', 'window_closed']],
      [['channel_closed', undefined]],
    ])
  })

  test('reports nothing after it was stopped', () => {
    const { opened, clock, ends, stop } = scene()
    stop()
    opened.closed = true
    clock.advance(1_000)
    expect(ends).toEqual([])
  })
})
