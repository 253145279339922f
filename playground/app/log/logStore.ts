import { createDecoder, type Traffic } from './decodeTraffic.ts'
import type { LogRecord } from './logRecord.ts'

/** Maximum number of records. Older ones are removed. */
const maxRecords = 2_000

/** The records of this page since it was loaded. */
export type LogStore = {
  readonly records: () => readonly LogRecord[]
  readonly add: (traffic: Traffic) => void
  readonly isPaused: () => boolean
  /** While paused, messages are decoded and not kept: the guard must see them all. */
  readonly setPaused: (isPaused: boolean) => void
  readonly clear: () => void
}

/** @param onChange called after each change */
export function createLogStore(onChange: () => void, now: () => number = Date.now): LogStore {
  const decode = createDecoder()
  let records: readonly LogRecord[] = []
  let isPaused = false
  let lastId = 0
  return {
    records: () => records,
    add(traffic) {
      const record = decode(traffic, now())
      if (isPaused) return
      lastId += 1
      records = [...records, { id: lastId, ...record }].slice(-maxRecords)
      onChange()
    },
    isPaused: () => isPaused,
    setPaused(paused) {
      isPaused = paused
      onChange()
    },
    clear() {
      records = []
      onChange()
    },
  }
}
