import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ApproveGate,
  confirmMs,
  type GateEvent,
  initialApproveGate,
  minVisibleMs,
  reduceApproveGate,
} from './approveGate.ts'

const ordinary = { type: 'measured', devicePixelRatio: 1, widthPx: 400, heightPx: 600 } as const

/** In clean view since time 0. */
const appearing: readonly GateEvent[] = [
  { ...ordinary, at: 0 },
  { type: 'shown', at: 0 },
  { type: 'observed', isClean: true, at: 0 },
  { type: 'read', isRead: true, at: 0 },
]

const pressed = (at: number): GateEvent => ({ type: 'pressed', at })
const clean = (at: number): GateEvent => ({ type: 'observed', isClean: true, at })
const covered = (at: number): GateEvent => ({ type: 'observed', isClean: false, at })

function pressAfter(...events: readonly GateEvent[]): ApproveGate['press'] {
  return [...appearing, ...events].reduce(reduceApproveGate, initialApproveGate).press
}

const disturbances: readonly GateEvent['type'][] = [
  'shown',
  'resized',
  'scrolled',
  'contentChanged',
  'focused',
  'pageVisible',
]

function disturbance(type: GateEvent['type'], at: number): GateEvent {
  return { type, at } as GateEvent
}

describe('reduceApproveGate', () => {
  test('confirms a press on what was clean before and after it', () => {
    expect(pressAfter(pressed(minVisibleMs))).toEqual({ kind: 'pressed', at: minVisibleMs })
    expect(pressAfter(pressed(minVisibleMs), clean(minVisibleMs + confirmMs))).toEqual({ kind: 'confirmed' })
  })

  test('S10: accepts no press within 500 ms, and accepts the next one', () => {
    expect(pressAfter(pressed(499))).toEqual({ kind: 'blocked', blockReason: 'early' })
    expect(pressAfter(pressed(499), clean(649))).toEqual({ kind: 'blocked', blockReason: 'early' })
    expect(pressAfter(pressed(499), pressed(500), clean(650))).toEqual({ kind: 'confirmed' })
  })

  test('S10: confirms nothing within 150 ms after the press', () => {
    expect(pressAfter(pressed(600), clean(749))).toEqual({ kind: 'pressed', at: 600 })
  })

  test.each(disturbances)('S10: waits 500 ms anew once it was %s', (type) => {
    expect(pressAfter(disturbance(type, 2_000), pressed(2_499))).toEqual({ kind: 'blocked', blockReason: 'early' })
    expect(pressAfter(disturbance(type, 2_000), pressed(2_500), clean(2_650))).toEqual({ kind: 'confirmed' })
  })

  test.each(disturbances)('S10: withdraws the press when it is %s before the confirmation', (type) => {
    expect(pressAfter(pressed(600), disturbance(type, 700), clean(750))).toEqual({
      kind: 'blocked',
      blockReason: 'early',
    })
  })

  test('S10: withdraws the press when something covers it before the confirmation', () => {
    expect(pressAfter(pressed(600), covered(749), clean(750))).toEqual({ kind: 'blocked', blockReason: 'covered' })
  })

  test('S10: accepts no press under a cover, and waits 500 ms after it is gone', () => {
    expect(pressAfter(covered(600), pressed(5_000))).toEqual({ kind: 'blocked', blockReason: 'covered' })
    expect(pressAfter(covered(600), clean(1_000), pressed(1_499))).toEqual({ kind: 'blocked', blockReason: 'early' })
    expect(pressAfter(covered(600), clean(1_000), pressed(1_500), clean(1_650))).toEqual({ kind: 'confirmed' })
  })

  test('S10: accepts no press before everything was read, nor within 500 ms after that', () => {
    const read = (isRead: boolean, at: number): GateEvent => ({ type: 'read', isRead, at })
    expect(pressAfter(read(false, 600), pressed(5_000))).toEqual({ kind: 'blocked', blockReason: 'unread' })
    expect(pressAfter(read(false, 600), read(true, 1_000), pressed(1_499))).toEqual({
      kind: 'blocked',
      blockReason: 'early',
    })
    expect(pressAfter(read(false, 600), read(true, 1_000), pressed(1_500), clean(1_650))).toEqual({ kind: 'confirmed' })
  })

  test('S10: accepts no press before anything was observed', () => {
    const unobserved = [...appearing.slice(0, 2), pressed(5_000)].reduce(reduceApproveGate, initialApproveGate)
    expect(unobserved.press).toEqual({ kind: 'blocked', blockReason: 'covered' })
  })

  test('S10: accepts no press while the page is hidden', () => {
    expect(pressAfter({ type: 'pageHidden', at: 100 }, pressed(5_000))).toEqual({
      kind: 'blocked',
      blockReason: 'early',
    })
  })

  test.each([
    ['a pixel ratio below a half', { devicePixelRatio: 0.49 }],
    ['a frame below 300 px of width', { widthPx: 299 }],
    ['a frame below 240 px of height', { heightPx: 239 }],
  ])('S10: takes no press in %s', (_, change) => {
    const small = { ...ordinary, ...change, at: 1_000 }
    expect(pressAfter(small, pressed(5_000))).toEqual({ kind: 'blocked', blockReason: 'small' })
    expect(pressAfter(small, { ...ordinary, at: 5_000 }, pressed(5_499))).toEqual({
      kind: 'blocked',
      blockReason: 'early',
    })
  })

  test('accepts the smallest frame and the smallest pixel ratio that are allowed', () => {
    const least = { type: 'measured', devicePixelRatio: 0.5, widthPx: 300, heightPx: 240, at: 600 } as const
    expect(pressAfter(least, pressed(700), clean(850))).toEqual({ kind: 'confirmed' })
  })

  test('counts a second press during the first as the same one', () => {
    expect(pressAfter(pressed(600), pressed(700), clean(750))).toEqual({ kind: 'confirmed' })
  })

  test('forgets a press that nobody looked at in time', () => {
    expect(pressAfter(pressed(600), clean(2_601))).toEqual({ kind: 'blocked', blockReason: 'early' })
  })

  test('S10: confirms, whatever happens, only after 500 clean still ms, a press, and 150 more', () => {
    const anEvent: fc.Arbitrary<GateEvent> = fc.oneof(
      fc.constantFrom(...disturbances, 'pageHidden' as const).map((type) => disturbance(type, 0)),
      fc.boolean().map((isClean): GateEvent => ({ type: 'observed', isClean, at: 0 })),
      fc.constantFrom(1, 0.4).map((devicePixelRatio): GateEvent => ({ ...ordinary, devicePixelRatio, at: 0 })),
      { arbitrary: fc.constant(pressed(0)), weight: 4 },
      { arbitrary: fc.constant(clean(0)), weight: 4 },
    )
    const steps = fc.array(fc.tuple(anEvent, fc.integer({ min: 0, max: 700 })), { maxLength: 40 })
    let confirmations = 0
    fc.assert(
      fc.property(steps, (drawn) => {
        let at = 0
        const history = [
          ...appearing,
          ...drawn.map(([event, waitMs]) => {
            at += waitMs
            return { ...event, at }
          }),
        ]
        let gate = initialApproveGate
        for (const [index, event] of history.entries()) {
          const before = gate
          gate = reduceApproveGate(gate, event)
          if (gate.press.kind !== 'confirmed' || before.press.kind === 'confirmed') continue
          confirmations++
          const press = before.press.kind === 'pressed' ? before.press.at : Number.NaN
          expect(event.at - press).toBeGreaterThanOrEqual(confirmMs)
          const watched = history.slice(0, index).filter(({ at }) => at > press - minVisibleMs)
          expect(watched.filter(({ type }) => (disturbances as string[]).includes(type))).toEqual([])
          expect(watched.filter((past) => past.type === 'observed' && !past.isClean)).toEqual([])
        }
      }),
      { numRuns: 2_000 },
    )
    expect(confirmations).toBeGreaterThan(20)
  })
})
