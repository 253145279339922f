import { NodeError } from '../../errors/nodeError.ts'

/** Shares a limited number of places between owners. */
export type FairQueue = {
  /**
   * Runs a task once its owner's turn comes. An owner has one running task at a time, and owners take turns, so that a
   * queue of one owner delays nobody else.
   * @throws {NodeError} `sql_busy` if too many tasks wait, or if this one waited too long
   */
  run<Result>(owner: string, task: () => Promise<Result>): Promise<Result>
  /** Returns how many tasks wait. */
  waiting(): number
  /** Resolves once no task runs or waits. */
  drain(): Promise<void>
}

export type FairQueueLimits = {
  readonly maxRunning: number
  readonly maxWaiting: number
  readonly maxWaitingPerOwner: number
  readonly maxWaitMs: number
}

type Waiting = { readonly start: () => Promise<void> }

export function createFairQueue({ maxRunning, maxWaiting, maxWaitingPerOwner, maxWaitMs }: FairQueueLimits): FairQueue {
  /** Owners in the order of their turns. */
  const queues = new Map<string, Waiting[]>()
  const running = new Set<string>()
  let waitingCount = 0
  let onIdle: (() => void)[] = []

  const remove = (owner: string, waiting: Waiting): boolean => {
    const queue = queues.get(owner) ?? []
    const index = queue.indexOf(waiting)
    if (index < 0) return false
    queue.splice(index, 1)
    if (queue.length === 0) queues.delete(owner)
    waitingCount -= 1
    return true
  }

  const startNext = () => {
    for (const [owner, queue] of queues) {
      if (running.size >= maxRunning) return
      const [next] = queue
      if (next === undefined || running.has(owner)) continue
      remove(owner, next)
      running.add(owner)
      void next.start().finally(() => {
        running.delete(owner)
        // The owner's next turn comes after everybody else's.
        const rest = queues.get(owner)
        if (rest !== undefined && queues.delete(owner)) queues.set(owner, rest)
        startNext()
        if (running.size > 0 || waitingCount > 0) return
        for (const resolve of onIdle) resolve()
        onIdle = []
      })
    }
  }

  return {
    run(owner, task) {
      const queue = queues.get(owner) ?? []
      if (waitingCount >= maxWaiting || queue.length >= maxWaitingPerOwner) {
        return Promise.reject(new NodeError('sql_busy'))
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          if (remove(owner, waiting)) reject(new NodeError('sql_busy'))
        }, maxWaitMs)
        const waiting: Waiting = {
          start() {
            clearTimeout(timer)
            return task().then(resolve, reject)
          },
        }
        queue.push(waiting)
        queues.set(owner, queue)
        waitingCount += 1
        startNext()
      })
    },
    waiting: () => waitingCount,
    drain: () =>
      running.size === 0 && waitingCount === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            onIdle.push(resolve)
          }),
  }
}
