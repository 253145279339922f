/** Runs tasks with the same key one after another, and tasks with different keys concurrently. */
export type RunExclusive = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>

/** Creates one mutex per key. */
export function createMutex(): RunExclusive {
  const last = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const result = (last.get(key) ?? Promise.resolve()).then(task)
    const settled = result.then(
      () => undefined,
      () => undefined,
    )
    last.set(key, settled)
    void settled.then(() => last.get(key) === settled && last.delete(key))
    return result
  }
}
