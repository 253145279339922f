import type { Reject } from '@openkey/protocol'

/** A promise that is settled from outside. */
export type Deferred<Value> = {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value | Promise<Value>) => void
  readonly reject: Reject
}

/** Makes one. Nobody need be waiting for it when it fails. */
export function defer<Value>(): Deferred<Value> {
  let settle: Pick<Deferred<Value>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject }
  })
  promise.catch(() => {})
  return { promise, resolve: (value) => settle?.resolve(value), reject: (error) => settle?.reject(error) }
}
