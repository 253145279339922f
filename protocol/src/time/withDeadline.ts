import { isOpenKeyError, OpenKeyError } from '../errors/openKeyError.ts'
import type { Clock } from './clock.ts'
import { startDeadline } from './startDeadline.ts'

/** Limits of one piece of work. */
export type DeadlineOptions = {
  /** Gives the work up; it fails with `aborted`, or with the signal's reason where that is an `OpenKeyError`. */
  readonly signal?: AbortSignal | undefined
  /** By the wall clock, in milliseconds; it fails with `timeout`. @default Infinity, no deadline */
  readonly timeoutMs?: number | undefined
  readonly clock?: Clock | undefined
}

/** Ends the work early with this error; without effect once it is settled. */
export type Reject = (error: OpenKeyError) => void

/**
 * Starts work that settles exactly once: by its own outcome, its deadline, its signal, or `fail`.
 * Whatever the losers do later goes unnoticed. Work whose signal is already aborted is not started; what was started
 * learns by the signal that `settled` returns that nobody waits any more.
 * @throws {OpenKeyError} `aborted`, `timeout`, or what the work itself throws
 */
export function withDeadline<Value>(
  { signal, timeoutMs = Number.POSITIVE_INFINITY, clock }: DeadlineOptions,
  start: (fail: Reject, settled: () => AbortSignal) => Promise<Value>,
): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    // Made on demand: it would be a good part of what a call over a channel costs.
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
      signal?.removeEventListener('abort', onAbort)
      controller?.abort()
    }
    const fail: Reject = (error) => {
      reject(error)
      end()
    }
    const onAbort = () => {
      const cause: unknown = signal?.reason
      fail(isOpenKeyError(cause) ? cause : new OpenKeyError('aborted', 'The call was aborted.', { cause }))
    }
    const onExpire = () => fail(new OpenKeyError('timeout', `No answer within ${timeoutMs} ms.`))
    const stopDeadline = Number.isFinite(timeoutMs) ? startDeadline({ clock, timeoutMs, onExpire }) : undefined
    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort)
    new Promise<Value>((settle) => settle(start(fail, settled))).then(resolve, reject).then(end)
  })
}
