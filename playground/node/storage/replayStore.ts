import type { Database } from './database/database.ts'

/** CIDs of the invocations that were used. */
export type ReplayStore = {
  /** Durably records one use. @returns false if the same bytes were used before, in any process */
  consume(invocation: { readonly cid: string; readonly forgetAtMs: number }): Promise<boolean>
  /** Forgets the invocations that expired long ago. */
  forget(nowMs: number): Promise<void>
}

export function createReplayStore(database: Database): ReplayStore {
  const insert = `INSERT INTO replay (cid, forget_at_ms) VALUES (?, ?) ${database.dialect.orKeep('cid')}`
  return {
    consume: async ({ cid, forgetAtMs }) => (await database.run(insert, [cid, forgetAtMs])) === 1,
    async forget(nowMs) {
      await database.run('DELETE FROM replay WHERE forget_at_ms < ?', [nowMs])
    },
  }
}
