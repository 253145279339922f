import type { DebugRecord } from '@openkey/host-sdk/debug'
import type { LogRecord } from './logRecord.ts'

/** Maximum number of records. Older ones are removed. */
const maxRecords = 2_000

/** The records of this page since it was loaded. */
export type LogStore = {
  readonly records: () => readonly LogRecord[]
  readonly add: (record: DebugRecord) => void
  readonly isPaused: () => boolean
  /** While paused, records are not kept. */
  readonly setPaused: (isPaused: boolean) => void
  readonly clear: () => void
}

/** @param onChange called after each change */
export function createLogStore(onChange: () => void): LogStore {
  let records: readonly LogRecord[] = []
  let isPaused = false
  let lastId = 0
  return {
    records: () => records,
    add(record) {
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
