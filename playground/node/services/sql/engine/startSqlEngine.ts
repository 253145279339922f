import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { maxSqlThreadMs, sqlIdleMs } from '../../../limits.ts'
import type { SqlJob, SqlOutcome } from './sqlJob.ts'

/** Runs SQL jobs outside the thread that answers requests. */
export type SqlEngine = {
  /** Jobs run one after the other. One that does not come back in time is ended with its thread, and refused. */
  run(job: SqlJob): Promise<SqlOutcome>
  close(): Promise<void>
}

const overdue: SqlOutcome = { answer: { refusal: { code: 'sql_failed', detail: 'the statement ran too long' } } }

/** Starts nothing yet: the thread begins with the first job, and ends when none came for a while. */
export function startSqlEngine(): SqlEngine {
  let worker: Worker | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const endThread = async () => {
    clearTimeout(idleTimer)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }

  const runNext = async (job: SqlJob): Promise<SqlOutcome> => {
    clearTimeout(idleTimer)
    worker ??= await startThread()
    const outcome = await askThread(worker, job).catch(async (error: unknown) => {
      await endThread()
      throw error
    })
    if (outcome === overdue) await endThread()
    idleTimer = setTimeout(() => void endThread(), sqlIdleMs).unref()
    return outcome
  }

  return {
    run(job) {
      const outcome = last.then(() => runNext(job))
      last = outcome.catch(() => undefined)
      return outcome
    },
    async close() {
      await last
      await endThread()
    },
  }
}

async function startThread(): Promise<Worker> {
  const worker = new Worker(new URL('sqlThread.mjs', import.meta.url), { env: {}, stdin: false })
  await once(worker, 'message')
  worker.unref()
  return worker
}

/** @throws what ended the thread */
function askThread(worker: Worker, job: SqlJob): Promise<SqlOutcome> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit).unref()
      act()
    }
    const onMessage = (outcome: SqlOutcome) => settle(() => resolve(outcome))
    const onError = (error: Error) => settle(() => reject(error))
    const onExit = () => settle(() => reject(new Error('The thread of SQL ended.')))
    const timer = setTimeout(() => settle(() => resolve(overdue)), maxSqlThreadMs)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit).ref()
    worker.postMessage(job)
  })
}
