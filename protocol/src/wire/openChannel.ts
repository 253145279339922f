import { expose, wrap } from 'comlink'
import { OpenKeyError } from '../errors/openKeyError.ts'
import { fromWireError } from '../errors/wireError.ts'
import type { MethodChecks, MethodTable, ResultChecks } from '../methods/methods.ts'
import type { Clock } from '../time/clock.ts'
import { type Reject, withDeadline } from '../time/withDeadline.ts'
import { callPolicy } from './callPolicy.ts'
import { guardEndpoint, type Rejection } from './guardEndpoint.ts'
import { toJsonValue } from './messageBounds.ts'
import { replyPolicy } from './replyPolicy.ts'
import { type Handlers, type ServedMethods, serveMethods } from './serveMethods.ts'

export type ChannelOptions<Theirs extends MethodTable, Ours extends MethodTable> = {
  /** Port for calls to the other side. */
  readonly calls: MessagePort
  /** Port for calls from the other side. */
  readonly serves: MessagePort
  /** Checks that run on this side, by method: of the other side's results and of the inputs it sends. */
  readonly checks: {
    readonly results: ResultChecks & Readonly<Record<keyof Theirs, unknown>>
    readonly inputs: MethodChecks & Readonly<Record<keyof Ours, unknown>>
  }
  readonly handlers: Handlers<Ours>
  /** @default systemClock */
  readonly clock?: Clock | undefined
  /** Called for each message that the guard rejects. */
  readonly onRejected?: ((rejection: Rejection) => void) | undefined
  /** Called once, with the error that ended the open calls. */
  readonly onClose?: ((error: OpenKeyError) => void) | undefined
}

export type ChannelCallOptions = {
  /** Ends the call on this side. The other side is notified only by `cancel`. */
  readonly signal?: AbortSignal | undefined
  /** Wall-clock limit in milliseconds. @default 15_000 */
  readonly timeoutMs?: number | undefined
}

export type Channel<Theirs extends MethodTable> = {
  /**
   * Calls a method of the other side. Settles exactly once.
   * @throws {OpenKeyError} the error of the method; `timeout`, `aborted`, or the error that closed the channel
   */
  readonly call: <Name extends keyof Theirs & string>(
    name: Name,
    input: Theirs[Name]['input'],
    options?: ChannelCallOptions,
  ) => Promise<Theirs[Name]['value']>
  /** Fails every open and later call with `error`, and closes both ports. Later errors are ignored. */
  readonly close: (error: OpenKeyError) => void
  readonly isClosed: () => boolean
}

/** Opens guarded calls in both directions over two ports, carried by comlink. */
export function openChannel<Theirs extends MethodTable, Ours extends MethodTable>(
  options: ChannelOptions<Theirs, Ours>,
): Channel<Theirs> {
  const { calls, serves, checks, handlers, clock, onRejected, onClose } = options
  const open = new Set<Reject>()
  const ports = [calls, serves]
  let closedBy: OpenKeyError | undefined

  const remote = wrap<ServedMethods>(guardEndpoint(calls, replyPolicy(checks.results), onRejected))
  // Comlink creates a proxy whenever a method is read, so each method is read once.
  const methods = Object.fromEntries(Object.keys(checks.results).map((name) => [name, remote[name]]))
  expose(serveMethods(handlers), guardEndpoint(serves, callPolicy(checks.inputs), onRejected))

  for (const port of ports) {
    port.addEventListener('messageerror', () => {
      close(new OpenKeyError('channel_closed', 'A message cannot be read.'))
    })
  }

  function close(error: OpenKeyError) {
    if (closedBy !== undefined) return
    closedBy = error
    for (const port of ports) port.close()
    for (const reject of open) reject(error)
    onClose?.(error)
  }

  async function request(name: string, input: unknown): Promise<unknown> {
    const result = await methods[name]?.(toJsonValue(input))
    if (result === undefined) throw new OpenKeyError('unsupported_method', `Unknown method ${name}.`)
    if (!result.ok) throw fromWireError(result.error)
    return result.value
  }

  return {
    async call(name, input, { signal, timeoutMs = 15_000 } = {}) {
      let rejectThis: Reject = () => {}
      try {
        return await withDeadline({ signals: [signal], timeoutMs, clock }, async (reject) => {
          if (closedBy !== undefined) throw closedBy
          rejectThis = reject
          open.add(reject)
          return request(name, input)
        })
      } finally {
        open.delete(rejectThis)
      }
    },
    close,
    isClosed: () => closedBy !== undefined,
  }
}
