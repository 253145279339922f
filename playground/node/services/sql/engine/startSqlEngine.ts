import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { maxSqlThreadMs, sqlIdleMs } from '../../../limits.ts'
import type { SqlJob, SqlOutcome } from './sqlJob.ts'

/** Runs SQL jobs in a worker thread. */
export type SqlEngine = {
  /** Queues a job. A job that exceeds its time fails, and its thread is terminated. */
  run(job: SqlJob): Promise<SqlOutcome>
  close(): Promise<void>
}

const overdue: SqlOutcome = { result: { error: { code: 'sql_failed', detail: 'the statement ran too long' } } }

/** Creates the engine. Its thread starts with the first job and ends after 30 s without one. */
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

/** @throws the error that terminated the thread */
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
