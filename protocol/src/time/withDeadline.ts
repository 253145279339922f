import { isOpenKeyError, OpenKeyError } from '../errors/openKeyError.ts'
import { type Clock, systemClock } from './clock.ts'

/** Limits of an operation. */
export type DeadlineOptions = {
  /** Cancel the operation. It fails with `aborted`, or with the signal's reason if that is an `OpenKeyError`. */
  readonly signals?: readonly (AbortSignal | null | undefined)[]
  /** Wall-clock limit in milliseconds. It fails with `timeout`. @default Infinity, no deadline */
  readonly timeoutMs?: number | undefined
  /** @default systemClock */
  readonly clock?: Clock | undefined
}

/** Ends the operation with this error. Has no effect once it has settled. */
export type Reject = (error: OpenKeyError) => void

/**
 * Starts an operation that settles exactly once: by its own outcome, its deadline, its signal, or `fail`. Later
 * settlements are ignored. If the signal is already aborted, the operation does not start. The signal that `settled`
 * returns tells a running operation that it has settled otherwise.
 * @throws {OpenKeyError} `aborted`, `timeout`, or the error of the operation
 */
export function withDeadline<Value>(
  { signals = [], timeoutMs = Number.POSITIVE_INFINITY, clock = systemClock }: DeadlineOptions,
  start: (fail: Reject, settled: () => AbortSignal) => Promise<Value>,
): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    // Created on demand, because it would add much to the cost of a call over a channel.
    let controller: AbortController | undefined
    let isSettled = false
    const settled = () => {
      controller ??= new AbortController()
      if (isSettled) controller.abort()
      return controller.signal
    }
    const end = () => {
      isSettled = true
      stopDeadline?.()
      for (const signal of signals) signal?.removeEventListener('abort', onAbort)
      controller?.abort()
    }
    const fail: Reject = (error) => {
      reject(error)
      end()
    }
    const findAborted = () => signals.find((signal) => signal?.aborted)
    const onAbort = () => {
      const cause: unknown = findAborted()?.reason
      fail(isOpenKeyError(cause) ? cause : new OpenKeyError('aborted', 'The call was aborted.', { cause }))
    }
    const onExpire = () => fail(new OpenKeyError('timeout', `No answer within ${timeoutMs} ms.`))
    const stopDeadline = Number.isFinite(timeoutMs) ? clock.after(timeoutMs, onExpire) : undefined
    if (findAborted()) return onAbort()
    for (const signal of signals) signal?.addEventListener('abort', onAbort)
    new Promise<Value>((settle) => settle(start(fail, settled))).then(resolve, reject).then(end)
  })
}
