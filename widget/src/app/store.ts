/** A value with change notifications. */
export type Store<Value> = {
  get(): Value
  set(value: Value): void
  /** Calls `onChange` after every change. Returns a function that unsubscribes. */
  subscribe(onChange: (value: Value) => void): () => void
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const subscribers = new Set<(value: Value) => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      for (const onChange of subscribers) onChange(value)
    },
    subscribe(onChange) {
      subscribers.add(onChange)
      return () => subscribers.delete(onChange)
    },
  }
}
