/**
 * Runs a task on durable storage, for as long as that works.
 * @returns `undefined` once storage is missing, has failed or has taken too long: from then on memory counts.
 */
export type DurableStorage<Database> = <Value>(
  task: (database: Database) => Promise<Value>,
) => Promise<{ readonly value: Value } | undefined>

export type DurableStorageOptions<Database> = {
  readonly open: () => Promise<Database>
  /**
   * Limit for opening and for each task, in milliseconds during which this page runs. Private modes and blocked tabs
   * leave IndexedDB without any answer. @default 5_000
   */
  readonly timeoutMs?: number
}

/** Opens storage on first use. One failure ends it for the life of the page: half-working storage forgets at random. */
export function createDurableStorage<Database>({
  open,
  timeoutMs = 5_000,
}: DurableStorageOptions<Database>): DurableStorage<Database> {
  let opening: Promise<Database> | undefined
  let hasFailed = false

  return async (task) => {
    if (hasFailed) return undefined
    try {
      opening ??= Promise.resolve().then(open)
      return { value: await within(timeoutMs, opening.then(task)) }
    } catch {
      hasFailed = true
      return undefined
    }
  }
}

/** Number of timers that a limit is divided into. */
const steps = 10

/**
 * Rejects after `timeoutMs`, counted in short timers. A machine that stood still fires one overdue timer before the
 * answer that was delayed with it, so a single timer would blame the storage for the pause.
 */
function within<Value>(timeoutMs: number, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    let remaining = steps
    const next = () => {
      if (remaining-- === 0) return reject(new Error(`Storage did not answer within ${timeoutMs} ms.`))
      timer = setTimeout(next, timeoutMs / steps)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    next()
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
