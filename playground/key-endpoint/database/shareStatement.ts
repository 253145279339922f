import { setImmediate as endOfTurn } from 'node:timers/promises'

/** Maximum number of items in one statement. */
const maxItems = 256

type Waiting<Item, Result> = {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Runs one statement for all items that are requested in the same turn of the event loop, or while the statement before
 * is in progress, so that many requests at a time share a round trip, a commit and the lock of a row.
 * @param execute runs the statement for 1 to 256 items, and returns a result for each, in their order
 * @returns a function that resolves with the result for its item, or rejects as its statement does
 */
export function shareStatement<Item, Result>(
  execute: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = []
  let isRunning = false

  const settle = async (all: readonly Waiting<Item, Result>[]) => {
    try {
      const results = await execute(all.map(({ item }) => item))
      if (results.length !== all.length) throw new RangeError(`Expected ${all.length} results, got ${results.length}.`)
      results.forEach((result, index) => {
        all[index]?.resolve(result)
      })
    } catch (error) {
      for (const { reject } of all) reject(error)
    }
  }
  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      await endOfTurn()
      const next = waiting.slice(0, maxItems)
      waiting = waiting.slice(maxItems)
      await settle(next)
    }
    isRunning = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isRunning) void run()
    })
}
