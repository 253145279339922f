/** Lets work on the same thing happen one after the other, and on different things at once. */
export type TakeTurn = <Result>(thing: string, work: () => Promise<Result>) => Promise<Result>

export function createTurns(): TakeTurn {
  const last = new Map<string, Promise<unknown>>()
  return (thing, work) => {
    const result = (last.get(thing) ?? Promise.resolve()).then(work)
    const settled = result.then(
      () => undefined,
      () => undefined,
    )
    last.set(thing, settled)
    void settled.then(() => last.get(thing) === settled && last.delete(thing))
    return result
  }
}
