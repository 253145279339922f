import type { Database } from './database.ts'

/** CIDs of the invocations that were used. */
export type ReplayStore = {
  /** Durably records one use. @returns false if the same bytes were used before */
  consume(invocation: { readonly cid: string; readonly forgetAtMs: number; readonly nowMs: number }): boolean
}

export function createReplayStore(database: Database): ReplayStore {
  return {
    consume: ({ cid, forgetAtMs, nowMs }) =>
      database.transaction(() => {
        database.run('DELETE FROM replay WHERE forget_at_ms < ?', [nowMs])
        const values = [cid, forgetAtMs]
        return database.run('INSERT INTO replay (cid, forget_at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING', values) === 1
      }),
  }
}
