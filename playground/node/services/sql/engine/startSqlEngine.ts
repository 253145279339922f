import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { bundleSource } from '../../../../loadSource.mjs'
import {
  maxSqlThreadMs,
  maxSqlWaiting,
  maxSqlWaitingPerOwner,
  maxSqlWaitMs,
  sqlIdleMs,
  sqlThreadHeapMb,
  sqlThreads,
} from '../../../limits.ts'
import { createFairQueue } from '../createFairQueue.ts'
import type { SqlJob, SqlOutcome } from './sqlJob.ts'

/** Runs a job in a thread. A job that exceeds its time or memory fails, and its thread is terminated. */
export type RunSqlJob = (job: SqlJob) => Promise<SqlOutcome>

/** Runs SQL jobs in a small pool of worker threads. */
export type SqlEngine = {
  /**
   * Gives a task a thread once its owner's turn comes. Tasks of one owner run one after another.
   * @throws {NodeError} `sql_busy`
   */
  run<Result>(owner: string, task: (runJob: RunSqlJob) => Promise<Result>): Promise<Result>
  /** Returns how many tasks wait for a thread. */
  waiting(): number
  /** Waits for all tasks. */
  close(): Promise<void>
}

const overdue: SqlOutcome = { result: { error: { code: 'sql_failed', detail: 'the statement ran too long' } } }
const outOfMemory: SqlOutcome = {
  result: { error: { code: 'response_too_large', detail: 'the statement needs more memory than it may have' } },
}

/** Creates the engine. Its threads start with the first jobs and end after 30 s without one. */
export function startSqlEngine(): SqlEngine {
  const queue = createFairQueue({
    maxRunning: sqlThreads,
    maxWaiting: maxSqlWaiting,
    maxWaitingPerOwner: maxSqlWaitingPerOwner,
    maxWaitMs: maxSqlWaitMs,
  })
  /** Threads without a job. The last one is used first, so that the others can end. */
  const idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout }[] = []

  const takeThread = async (): Promise<Worker> => {
    const taken = idle.pop()
    clearTimeout(taken?.timer)
    return taken?.worker ?? startThread()
  }
  const returnThread = (worker: Worker) => {
    const timer = setTimeout(() => {
      const index = idle.findIndex((thread) => thread.worker === worker)
      if (index >= 0) idle.splice(index, 1)
      void worker.terminate()
    }, sqlIdleMs).unref()
    idle.push({ worker, timer })
  }

  const runJob: RunSqlJob = async (job) => {
    const worker = await takeThread()
    try {
      const outcome = await askThread(worker, job)
      if (outcome === overdue) await worker.terminate()
      else returnThread(worker)
      return outcome
    } catch (error) {
      await worker.terminate()
      if (isOutOfMemory(error)) return outOfMemory
      throw error
    }
  }

  return {
    run: (owner, task) => queue.run(owner, () => task(runJob)),
    waiting: queue.waiting,
    async close() {
      await queue.drain()
      await Promise.all(
        idle.splice(0).map(({ worker, timer }) => {
          clearTimeout(timer)
          return worker.terminate()
        }),
      )
    },
  }
}

async function startThread(): Promise<Worker> {
  const worker = new Worker(await bundleSqlThread(), {
    env: {},
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: sqlThreadHeapMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  })
  await once(worker, 'message')
  worker.unref()
  return worker
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
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

let bundle: Promise<URL> | undefined

/**
 * Bundles the source of the SQL thread for `new Worker`, once for the process: every thread starts from the same text.
 */
function bundleSqlThread(): Promise<URL> {
  bundle ??= bundleSource(new URL('sqlThread.ts', import.meta.url)).then(
    (code) => new URL(`data:text/javascript,${encodeURIComponent(code)}`),
  )
  return bundle
}
