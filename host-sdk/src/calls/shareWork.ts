import { settleOnce, type WorkLimits } from '@openkey/protocol'

type Shared<Value> = { readonly outcome: Promise<Value>; readonly stop: AbortController; callers: number }

/**
 * Lets callers that come while work is going on share it. Each keeps limits of its own; the work itself is aborted
 * when the last of them has left.
 */
export function shareWork<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
): (limits: WorkLimits) => Promise<Value> {
  let shared: Shared<Value> | undefined

  function begin(): Shared<Value> {
    const stop = new AbortController()
    const begun: Shared<Value> = { outcome: work(stop.signal), stop, callers: 0 }
    const forget = () => {
      if (shared === begun) shared = undefined
    }
    begun.outcome.then(forget, forget)
    stop.signal.addEventListener('abort', forget)
    return begun
  }

  return (limits) => {
    let joined: Shared<Value> | undefined
    const join = () => {
      shared ??= begin()
      joined = shared
      joined.callers += 1
      return joined.outcome
    }
    return settleOnce(limits, join).finally(() => {
      if (joined === undefined) return
      joined.callers -= 1
      if (joined.callers === 0) joined.stop.abort()
    })
  }
}
