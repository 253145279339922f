/** A subset of `AsyncDisposableStack`, which Node.js 20 and 22 do not have. */
export type DisposableStack = {
  /** Adds a function to call on disposal. */
  defer(dispose: () => void | Promise<void>): void
  /**
   * Calls the added functions in reverse order, each even if another fails. Calling it again has no effect.
   * @throws {AggregateError} with every failure
   */
  disposeAsync(): Promise<void>
}

export function createDisposableStack(): DisposableStack {
  const stack: (() => void | Promise<void>)[] = []
  return {
    defer: (dispose) => {
      stack.push(dispose)
    },
    async disposeAsync() {
      const failures: unknown[] = []
      for (let dispose = stack.pop(); dispose; dispose = stack.pop()) {
        await Promise.resolve()
          .then(dispose)
          .catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Some servers did not stop cleanly.')
    },
  }
}
