import type { Reject } from '@openkey/protocol'

export type Deferred<Value> = {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value | Promise<Value>) => void
  readonly reject: Reject
}

/** Creates a promise that is settled from outside. An unhandled rejection is ignored. */
export function defer<Value>(): Deferred<Value> {
  const settle = {} as Pick<Deferred<Value>, 'resolve' | 'reject'>
  const promise = new Promise<Value>((resolve, reject) => Object.assign(settle, { resolve, reject }))
  promise.catch(() => {})
  return { promise, ...settle }
}
