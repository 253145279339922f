/** What has been started and must be ended, last first. */
export type UndoStack = {
  push(undo: () => void | Promise<void>): void
  /** Ends everything, each even if another fails; a second call does nothing. */
  run(): Promise<void>
}

export function createUndoStack(): UndoStack {
  const undos: (() => void | Promise<void>)[] = []
  return {
    push: (undo) => {
      undos.push(undo)
    },
    async run() {
      const failures: unknown[] = []
      for (let undo = undos.pop(); undo; undo = undos.pop()) {
        await Promise.resolve()
          .then(undo)
          .catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Some servers did not stop cleanly.')
    },
  }
}
