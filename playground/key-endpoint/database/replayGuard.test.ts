import { systemClock } from '@openkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import type { OpenDatabase } from './database.ts'
import { openDatabase } from './openDatabase.ts'
import { createReplayGuard } from './replayGuard.ts'

let opened: OpenDatabase
beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
}, startTimeoutMs)
afterAll(() => opened.close())

const retentionMs = 60_000
const guardAt = (now?: number) => {
  const clock = now === undefined ? systemClock : { now: () => now }
  return createReplayGuard({ database: opened.database, clock })
}

describe('createReplayGuard', () => {
  test('accepts a value once, also if it comes many times at once and to several replicas', async () => {
    const replicas = [guardAt(), guardAt()]
    const values = ['a', 'b', 'c', 'a', 'b', 'a', 'a', 'c']
    const accepted = await Promise.all(
      replicas.flatMap(({ consume }) =>
        values.map(async (value) => [value, await consume(value, { retentionMs })] as const),
      ),
    )
    expect(
      accepted
        .filter(([, isFirst]) => isFirst)
        .map(([value]) => value)
        .sort(),
    ).toEqual(['a', 'b', 'c'])
    expect(await guardAt().consume('a', { retentionMs })).toBe(false)
  })

  test('accepts a value again once its own time has passed', async () => {
    const start = Date.UTC(2026, 0, 1)
    const { consume } = guardAt(start)
    await Promise.all([consume('short', { retentionMs: 1_000 }), consume('long', { retentionMs })])
    const later = guardAt(start + 1_000)
    expect(await Promise.all(['short', 'long'].map((value) => later.consume(value, { retentionMs })))).toEqual([
      true,
      false,
    ])
  })
})
