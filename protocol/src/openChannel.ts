import { callRules } from './callRules.ts'
import type { Clock } from './clock.ts'
import { fromWireError } from './errors/errorWire.ts'
import { OpenKeyError } from './errors/openKeyError.ts'
import { guardEndpoint, type Refusal } from './guardEndpoint.ts'
import type { MethodChecks, MethodTable, ResultChecks } from './methods/methods.ts'
import type { Pipe } from './pipe.ts'
import { replyRules } from './replyRules.ts'
import { type Handlers, serveMethods } from './serveMethods.ts'
import { type Fail, settleOnce } from './settleOnce.ts'
import { toPlain } from './toPlain.ts'

export type ChannelOptions<Theirs extends MethodTable, Ours extends MethodTable> = {
  /** What carries calls behind the guard: `comlinkPipe` or `directPipe`, which say the same. */
  readonly pipe: Pipe
  /** The port over which we call them. */
  readonly calls: MessagePort
  /** The port over which they call us. */
  readonly serves: MessagePort
  /** What is checked on this side, by method: their results and our inputs. */
  readonly checks: {
    readonly results: ResultChecks & Readonly<Record<keyof Theirs, unknown>>
    readonly inputs: MethodChecks & Readonly<Record<keyof Ours, unknown>>
  }
  readonly handlers: Handlers<Ours>
  /** @default systemClock */
  readonly clock?: Clock | undefined
  /** Called for each message the guard kept out. */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined
  /** Called once, with the error open calls failed with. */
  readonly onClose?: ((error: OpenKeyError) => void) | undefined
}

export type CallOptions = {
  /** Gives the call up on this side; the other side learns of it only by a `cancel`. */
  readonly signal?: AbortSignal | undefined
  /** By the wall clock, in milliseconds. @default 15_000 */
  readonly timeoutMs?: number | undefined
}

export type Channel<Theirs extends MethodTable> = {
  /**
   * Calls a method of the other side. Settles exactly once.
   * @throws {OpenKeyError} what the method threw; `timeout`, `aborted`, or the error the channel was closed with
   */
  readonly call: <Name extends keyof Theirs & string>(
    name: Name,
    input: Theirs[Name]['input'],
    options?: CallOptions,
  ) => Promise<Theirs[Name]['value']>
  /** Fails every open and later call with `error`, and closes both ports. The first error stays. */
  readonly close: (error: OpenKeyError) => void
  readonly isClosed: () => boolean
}

/** Opens the guarded traffic of one connection: calls in both directions, each settled by this side. */
export function openChannel<Theirs extends MethodTable, Ours extends MethodTable>(
  options: ChannelOptions<Theirs, Ours>,
): Channel<Theirs> {
  const { pipe, calls, serves, checks, handlers, clock, onRefused, onClose } = options
  const open = new Set<Fail>()
  const ports = [calls, serves]
  let closedBy: OpenKeyError | undefined

  const request = pipe.wrap(guardEndpoint(calls, replyRules(checks.results), onRefused))
  pipe.expose(serveMethods(handlers), guardEndpoint(serves, callRules(checks.inputs), onRefused))

  for (const port of ports) {
    port.addEventListener('messageerror', () => {
      close(new OpenKeyError('channel_closed', 'A message could not be read.'))
    })
  }

  function close(error: OpenKeyError) {
    if (closedBy !== undefined) return
    closedBy = error
    for (const port of ports) port.close()
    for (const fail of open) fail(error)
    onClose?.(error)
  }

  async function ask(name: string, input: unknown): Promise<unknown> {
    const result = await request(name, toPlain(input))
    if (!result.ok) throw fromWireError(result.error)
    return result.value
  }

  return {
    async call(name, input, { signal, timeoutMs = 15_000 } = {}) {
      let failThis: Fail = () => {}
      try {
        return await settleOnce({ signal, timeoutMs, clock }, async (fail) => {
          if (closedBy !== undefined) throw closedBy
          failThis = fail
          open.add(fail)
          return ask(name, input)
        })
      } finally {
        open.delete(failThis)
      }
    },
    close,
    isClosed: () => closedBy !== undefined,
  }
}
