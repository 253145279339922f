import { setMaxListeners } from 'node:events'
import type { Log } from '../log.ts'
import type { Bootstrap, BootstrapReport, BootstrapRequest } from './bootstrap.ts'

export type ReportBootstrap = (request: BootstrapRequest) => Promise<BootstrapReport>

/**
 * Starts the bootstrap and reports its status within the budget, even if it throws or hangs. A run that exceeds the
 * budget is reported as `pending` and continues; its result is logged. `stop` ends the runs in progress.
 */
export function createReportBootstrap({
  bootstrap,
  budgetMs,
  log,
}: {
  readonly bootstrap: Bootstrap
  readonly budgetMs: number
  readonly log: Log
}): { readonly report: ReportBootstrap; readonly stop: () => Promise<void> } {
  const running = new Set<Promise<BootstrapReport>>()
  const stopped = new AbortController()
  // Each concurrent signature adds a listener.
  setMaxListeners(0, stopped.signal)

  const start = async (request: BootstrapRequest): Promise<BootstrapReport> => {
    try {
      return await bootstrap.run(request, { signal: stopped.signal })
    } catch (error) {
      log({ event: 'bootstrap_failed', error: error instanceof Error ? error.name : 'unknown' })
      return { status: 'failed', errorCode: 'tinycloud_bootstrap_failed' }
    }
  }

  return {
    async report(request) {
      const run = start(request)
      running.add(run)
      void run.then(({ status }) => {
        running.delete(run)
        log({ event: 'bootstrap_settled', bootstrap: status })
      })
      return withinBudget(run, budgetMs)
    },
    async stop() {
      stopped.abort()
      await Promise.all([...running].map((run) => withinBudget(run, budgetMs)))
    },
  }
}

async function withinBudget(run: Promise<BootstrapReport>, budgetMs: number): Promise<BootstrapReport> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const budget = new Promise<BootstrapReport>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'pending' }), budgetMs)
  })
  try {
    return await Promise.race([run, budget])
  } finally {
    clearTimeout(timer)
  }
}
