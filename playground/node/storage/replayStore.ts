import type { Database } from './database.ts'

/** The invocations seen so far, by content. */
export type ReplayStore = {
  /** Durably notes one use. @returns false when the same bytes were used before */
  claim(invocation: { readonly cid: string; readonly forgetAtMs: number; readonly nowMs: number }): boolean
}

export function createReplayStore(database: Database): ReplayStore {
  return {
    claim: ({ cid, forgetAtMs, nowMs }) =>
      database.transaction(() => {
        database.run('DELETE FROM replay WHERE forget_at_ms < ?', [nowMs])
        const values = [cid, forgetAtMs]
        return database.run('INSERT INTO replay (cid, forget_at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING', values) === 1
      }),
  }
}
