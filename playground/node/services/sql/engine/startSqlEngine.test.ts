import { afterAll, describe, expect, test } from 'vitest'
import type { SqlJob } from './sqlJob.ts'
import { startSqlEngine } from './startSqlEngine.ts'

const engine = startSqlEngine()
afterAll(() => engine.close())

const query = (sql: string): SqlJob => ({
  database: undefined,
  rights: { read: true, write: false, define: false, pragma: false },
  request: { action: 'query', statement: { sql, params: [] }, bounds: { maxRows: 10, maxBytes: 1_000 } },
})
const endless = query('WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n')
const quick = query('SELECT 1')

describe('startSqlEngine', () => {
  test('S21: does not let an owner wait for the endless queries of another', async () => {
    await Promise.all(['stranger', 'victim'].map((owner) => engine.run(owner, (runJob) => runJob(quick))))
    const finished: string[] = []
    const run = (owner: string, job: SqlJob) =>
      engine.run(owner, (runJob) => runJob(job)).then(() => finished.push(owner))
    await Promise.all([
      ...[run('stranger', endless), run('stranger', endless)],
      ...[run('victim', quick), run('victim', quick), run('victim', quick)],
    ])
    expect(finished).toEqual(['victim', 'victim', 'victim', 'stranger', 'stranger'])
  })

  test('S21: keeps the query of an owner quick beside the endless ones of another', async () => {
    const usual = query(
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT max(i) FROM n',
    )
    const fastest = async () => {
      const times: number[] = []
      for (let round = 0; round < 6; round++) {
        const startedAt = performance.now()
        await engine.run('victim', (runJob) => runJob(usual))
        times.push(performance.now() - startedAt)
      }
      return Math.min(...times)
    }
    const slowdown = async () => {
      const alone = await fastest()
      const strangers = Array.from({ length: 3 }, () => engine.run('stranger', (runJob) => runJob(endless)))
      const beside = await fastest()
      await Promise.all(strangers)
      return beside / alone
    }
    // A query that has to wait for endless ones is slow every time; a busy machine is not.
    await expect.poll(slowdown, { timeout: 60_000 }).toBeLessThan(5)
  })
})
