import { toWireError } from './errors/errorWire.ts'
import type { MethodTable } from './methods/methods.ts'
import type { Served } from './pipe.ts'
import { toPlain } from './toPlain.ts'

/** What this side does when it is called. Throw an `OpenKeyError` for a typed failure; any other becomes `internal`. */
export type Handlers<Methods extends MethodTable> = {
  readonly [Name in keyof Methods]: (input: Methods[Name]['input']) => Answer<Methods[Name]['value']>
}

/** A method that answers `null` may as well return nothing. */
type Answer<Value> = Value | Promise<Value> | (null extends Value ? undefined | Promise<undefined> : never)

/** The object a pipe exposes: null-prototype, frozen, and its methods never throw. */
export function serveMethods<Methods extends MethodTable>(handlers: Handlers<Methods>): Served {
  const served = Object.keys(handlers).map((name) => {
    const serve: Served[string] = async (input) => {
      try {
        return toPlain({ ok: true, value: (await handlers[name]?.(input)) ?? null })
      } catch (error) {
        return toPlain({ ok: false, error: toWireError(error) })
      }
    }
    return [name, serve]
  })
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(served)))
}
