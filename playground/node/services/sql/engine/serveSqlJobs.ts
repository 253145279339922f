import { type MessagePort, parentPort } from 'node:worker_threads'
import { loadSqlite } from './loadSqlite.ts'
import { runSqlJob } from './runSqlJob.ts'
import type { SqlJob } from './sqlJob.ts'

/** Serves SQL jobs in the worker thread, one after another. An unexpected error terminates the thread. */
export async function serveSqlJobs(port: MessagePort | null = parentPort): Promise<void> {
  const sqlite = await loadSqlite()
  port?.on('message', (job: SqlJob) => port.postMessage(runSqlJob(sqlite, job)))
  port?.postMessage('ready')
}
