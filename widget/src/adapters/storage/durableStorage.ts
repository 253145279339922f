/**
 * Runs a task on durable storage, for as long as that works.
 * @returns `undefined` once storage is missing, has failed or has taken too long: from then on memory counts.
 */
export type DurableStorage<Database> = <Value>(
  task: (database: Database) => Promise<Value>,
) => Promise<{ readonly value: Value } | undefined>

export type DurableStorageOptions<Database> = {
  readonly open: () => Promise<Database>
  /** Private modes and stuck tabs leave IndexedDB without any answer. In milliseconds. @default 1_000 */
  readonly timeoutMs?: number
}

/** Opens storage on first use. One failure ends it for the life of the page: half-working storage forgets at random. */
export function createDurableStorage<Database>({
  open,
  timeoutMs = 1_000,
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

async function within<Value>(timeoutMs: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Storage did not answer.')), timeoutMs)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
