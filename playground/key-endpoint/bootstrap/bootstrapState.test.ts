import { describe, expect, test } from 'vitest'
import { advance, type BootstrapEvent, type BootstrapState, reportOf } from './bootstrapState.ts'

const code = 'tinycloud_bootstrap_failed'

const states: readonly BootstrapState[] = [
  { phase: 'received' },
  { phase: 'skipped', reason: 'raw' },
  { phase: 'cacheHit' },
  { phase: 'locked' },
  { phase: 'executing', attemptId: 'a' },
  { phase: 'complete' },
  { phase: 'failed', code },
  { phase: 'recorded' },
  { phase: 'surfaced', code },
]

const events: readonly BootstrapEvent[] = [
  { type: 'gateClosed', reason: 'switched_off' },
  { type: 'refused', code: 'tinycloud_bootstrap_untrusted_host' },
  { type: 'foundComplete' },
  { type: 'contended' },
  { type: 'claimed', attemptId: 'b' },
  { type: 'provisioned' },
  { type: 'threw' },
  { type: 'written' },
]

/** Every way there is. A pair that is not here throws. */
const ways: Readonly<Record<string, BootstrapState>> = {
  'received gateClosed': { phase: 'skipped', reason: 'switched_off' },
  'received refused': { phase: 'failed', code: 'tinycloud_bootstrap_untrusted_host' },
  'received foundComplete': { phase: 'cacheHit' },
  'received contended': { phase: 'locked' },
  'received claimed': { phase: 'executing', attemptId: 'b' },
  'locked foundComplete': { phase: 'cacheHit' },
  'executing provisioned': { phase: 'complete' },
  'executing threw': { phase: 'failed', code },
  'complete written': { phase: 'recorded' },
  'complete threw': { phase: 'failed', code },
  'failed written': { phase: 'surfaced', code },
}

const pairs = states.flatMap((state) => events.map((event) => ({ state, event, way: `${state.phase} ${event.type}` })))

describe('advance', () => {
  test.each(pairs.filter(({ way }) => way in ways))('accepts $way', ({ state, event, way }) => {
    expect(advance(state, event)).toEqual(ways[way])
  })

  test.each(pairs.filter(({ way }) => !(way in ways)))('rejects $way', ({ state, event }) => {
    expect(() => advance(state, event)).toThrow(RangeError)
  })
})

describe('reportOf', () => {
  test.each([
    ['received', { status: 'pending' }],
    ['skipped', { status: 'skipped' }],
    ['cacheHit', { status: 'complete' }],
    ['locked', { status: 'failed', errorCode: 'tinycloud_bootstrap_in_progress' }],
    ['executing', { status: 'pending' }],
    ['complete', { status: 'complete' }],
    ['failed', { status: 'failed', errorCode: code }],
    ['recorded', { status: 'complete' }],
    ['surfaced', { status: 'failed', errorCode: code }],
  ])('returns the report of %s', (phase, report) => {
    expect(states.filter((state) => state.phase === phase).map(reportOf)).toEqual([report])
  })
})
