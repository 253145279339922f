import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { createReplayStore } from './replayStore.ts'

describe('createReplayStore', () => {
  test('accepts each invocation once, and forgets it after it has expired', () => {
    const database = openDatabase(':memory:')
    migrate(database)
    const replays = createReplayStore(database)
    const claim = (cid: string, nowMs: number) => replays.consume({ cid, forgetAtMs: 100.5, nowMs })
    expect([claim('a', 0), claim('a', 100), claim('b', 100)]).toEqual([true, false, true])
    replays.consume({ cid: 'c', forgetAtMs: 200, nowMs: 101 })
    expect(database.all(z.object({ cid: z.string() }), 'SELECT cid FROM replay')).toMatchObject([{ cid: 'c' }])
  })
})
